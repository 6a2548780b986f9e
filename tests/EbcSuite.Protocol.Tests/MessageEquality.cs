using EbcSuite.Events;

namespace EbcSuite.Protocol.Tests;

/// <summary>Whether two messages say the same: records, but for notifications, which compare by reference.</summary>
internal static class MessageEquality
{
    public static bool Same(Message left, Message right) => (left, right) switch
    {
        (Publish a, Publish b) => a.Request == b.Request && Same(a.Notification, b.Notification),
        (Deliver a, Deliver b) => a.Id == b.Id && Same(a.Notification, b.Notification),
        (Forward a, Forward b) => a.Id == b.Id && a.Hops == b.Hops && Same(a.Notification, b.Notification),
        _ => left == right,
    };

    private static bool Same(Notification left, Notification right) =>
        left.SequenceEqual(right) && left.Body.Span.SequenceEqual(right.Body.Span);
}
