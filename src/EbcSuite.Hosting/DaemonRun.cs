using EbcSuite.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;

namespace EbcSuite.Hosting;

/// <summary>One run of a daemon with options that are good: start, tell systemd, wait, stop, judge how it ended.</summary>
/// <remarks>
/// Order of a stop: STOPPING=1, then the hosted services in reverse order of their adding, the watchdog last, then the
/// logs are flushed. The watchdog and the status file are added first for that reason: they go on while the others drain.
/// </remarks>
internal sealed class DaemonRun(string name, string version, DaemonOptions options, DaemonSurroundings surroundings)
{
    /// <summary>Between the end of the drain and the end of the process.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    public async Task<int> RunAsync(Action<IServiceCollection> compose, CancellationToken stop)
    {
        await using var pipeline = LogPipeline.Open(options.Log, surroundings);
        using var factory = new Serilog.Extensions.Logging.SerilogLoggerFactory(pipeline);
        var logger = factory.CreateLogger($"ebc-{name}");
        try
        {
            using var notifier = new SystemdNotifier(surroundings.Environment, logger);
            using var host = Build(pipeline, notifier, compose);
            return await RunAsync(host, notifier, logger, stop).ConfigureAwait(false);
        }
        catch (DaemonUnavailableException e)
        {
            logger.LogCritical("Cannot run: {Reason}", e.Message);
            return ExitCode.Unavailable;
        }
        catch (Exception e)
        {
            logger.LogCritical(e, "Ended by a fault of its own");
            return ExitCode.Internal;
        }
    }

    private async Task<int> RunAsync(IHost host, SystemdNotifier notifier, Microsoft.Extensions.Logging.ILogger logger, CancellationToken stop)
    {
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var stopping = lifetime.ApplicationStopping.Register(() => notifier.Stopping(options.StopTime + Slack));
        using var asked = stop.Register(lifetime.StopApplication);
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        var status = host.Services.GetRequiredService<StatusWriter>();
        await status.BecomeAsync(DaemonPhase.Ready).ConfigureAwait(false);
        notifier.Ready();
        logger.LogInformation("Ready, version {Version}, process {Process}", version, Environment.ProcessId);

        var stopRequested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var requested = lifetime.ApplicationStopping.Register(stopRequested.SetResult);
        await stopRequested.Task.ConfigureAwait(false);
        logger.LogInformation("Stopping, at most {Seconds} s", options.StopTime.TotalSeconds);
        await status.BecomeAsync(DaemonPhase.Stopping).ConfigureAwait(false);
        try
        {
            // The host asks its services to stop within the time; one that does not listen is left behind.
            await host.StopAsync(CancellationToken.None)
                .WaitAsync(options.StopTime + TimeSpan.FromSeconds(1), CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            logger.LogError("Did not stop within {Seconds} s", options.StopTime.TotalSeconds);
            return ExitCode.Internal;
        }

        return Judge(host, logger);
    }

    /// <summary>A background service that failed has stopped the host; its exception says how the daemon ended.</summary>
    private static int Judge(IHost host, Microsoft.Extensions.Logging.ILogger logger)
    {
        foreach (var failed in host.Services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            if (failed.ExecuteTask is { IsFaulted: true, Exception.InnerException: { } reason })
            {
                logger.LogCritical(reason, "{Service} failed", failed.GetType().Name);
                return reason switch
                {
                    DaemonUnavailableException => ExitCode.Unavailable,
                    DaemonNotPermittedException => ExitCode.NotPermitted,
                    _ => ExitCode.Internal,
                };
            }
        }

        logger.LogInformation("Stopped");
        return ExitCode.Stopped;
    }

    private IHost Build(Serilog.ILogger pipeline, SystemdNotifier notifier, Action<IServiceCollection> compose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = $"ebc-{name}" });
        builder.Logging.ClearProviders().AddSerilog(pipeline).SetMinimumLevel(LogLevel.Trace);
        builder.Services.Configure<HostOptions>(o =>
        {
            o.ShutdownTimeout = options.StopTime;
            o.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost;
        });
        builder.Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        builder.Services.AddSingleton(notifier);
        builder.Services.AddSingleton<Liveness>();
        builder.Services.AddSingleton<DaemonStatus>();
        builder.Services.AddSingleton(DaemonIdentity.Of(name, version, options.StatusFile, surroundings.Environment));
        builder.Services.AddHostedService<Watchdog>();
        builder.Services.AddSingleton<StatusWriter>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<StatusWriter>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        compose(builder.Services);
        return builder.Build();
    }
}
