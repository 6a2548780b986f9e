using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace EbcSuite.Hosting;

/// <summary>Builds the daemon's logger: console and, if asked for, a rolling file of limited size. Times are UTC.</summary>
internal static class LogPipeline
{
    /// <summary>Events waiting for a slow disk; over it they are dropped rather than stopping the daemon.</summary>
    private const int FileBuffer = 10_000;

    public static Logger Open(LogOptions options, DaemonSurroundings surroundings)
    {
        var journal = surroundings.Environment.ContainsKey("JOURNAL_STREAM");
        var pipeline = new LoggerConfiguration()
            .MinimumLevel.Is(Level(options.Level))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // How the host ended is told once, by DaemonRun.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LevelAlias.Off)
            .Enrich.FromLogContext()
            .WriteTo.Sink(new WriterSink(surroundings.Out, new LogLine(journal)));
        if (options.File.Length > 0)
        {
            pipeline.WriteTo.Async(
                sinks => sinks.File(
                    new LogLine(syslogPrefix: false),
                    options.File,
                    fileSizeLimitBytes: options.FileBytes,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: options.Files),
                bufferSize: FileBuffer);
        }

        return pipeline.CreateLogger();
    }

    private static LogEventLevel Level(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
