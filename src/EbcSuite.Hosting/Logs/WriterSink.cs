using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace EbcSuite.Hosting;

/// <summary>
/// Writes each line to a writer at once and whole. The console sink of Serilog holds on to Console.Out of the moment it
/// is used; this one writes to the surroundings' writer, which a test replaces.
/// </summary>
internal sealed class WriterSink(TextWriter writer, ITextFormatter formatter) : ILogEventSink
{
    private readonly Lock _gate = new();

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        formatter.Format(logEvent, line);
        lock (_gate)
        {
            writer.Write(line.ToString());
            writer.Flush();
        }
    }
}
