using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace EbcSuite.Hosting;

/// <summary>
/// One log event, one line: <c>2026-11-21T21:36:13.123Z INF [op 3f2a] Broker: link 7 is down</c>. Line breaks within (an
/// exception's stack, an event's text) become <c> | </c>, so nobody can write a line that looks like another's.
/// </summary>
/// <param name="syslogPrefix">Begins with <c>&lt;6&gt;</c> and the like, from which journald takes the priority (sd-daemon(3)).</param>
internal sealed class LogLine(bool syslogPrefix) : ITextFormatter
{
    // "lj": texts without the quotes that Serilog's own rendering puts around them.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        if (syslogPrefix)
        {
            output.Write(Priority(logEvent.Level));
        }

        output.Write(logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture));
        output.Write(Name(logEvent.Level));
        if (Text(logEvent, OperationScope.Property) is { } operation)
        {
            output.Write($" [op {OnOneLine(operation)}]");
        }

        if (Text(logEvent, Constants.SourceContextPropertyName) is { } source)
        {
            output.Write($" {source[(source.LastIndexOf('.') + 1)..]}:");
        }

        output.Write(' ');
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, message);
        output.Write(OnOneLine(message.ToString()));
        if (logEvent.Exception is { } exception)
        {
            output.Write(" | ");
            output.Write(OnOneLine(exception.ToString()));
        }

        output.Write('\n');
    }

    private static string? Text(LogEvent logEvent, string property) =>
        logEvent.Properties.TryGetValue(property, out var value) && value is ScalarValue { Value: string text } ? text : null;

    private static string OnOneLine(string text) =>
        text.AsSpan().ContainsAny('\n', '\r')
            ? text.ReplaceLineEndings("\n").Replace("\n", " | ", StringComparison.Ordinal)
            : text;

    private static string Name(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "TRC",
        LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        _ => "FTL",
    };

    private static string Priority(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "<7>",
        LogEventLevel.Information => "<6>",
        LogEventLevel.Warning => "<4>",
        LogEventLevel.Error => "<3>",
        _ => "<2>",
    };
}
