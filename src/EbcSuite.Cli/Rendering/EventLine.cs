using System.Globalization;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.Cli.Rendering;

/// <summary>An event as one line: time, event, who sent it, then the other attributes.</summary>
public static class EventLine
{
    public static string Of(Notification notification, DateTimeOffset at)
    {
        var rest = notification
            .Where(p => p.Key is not (AttributeNames.Event or AttributeNames.From))
            .Select(p => $"{p.Key}={p.Value}");
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{at:HH:mm:ss.fff} {notification.Text(AttributeNames.Event) ?? "-",-17} {notification.Text(AttributeNames.From) ?? "-",-12}");
        var body = notification.Body.IsEmpty ? "" : $" (+{Units.Bytes(notification.Body.Length)})";
        return $"{head} {string.Join(' ', rest)}{body}".TrimEnd();
    }
}
