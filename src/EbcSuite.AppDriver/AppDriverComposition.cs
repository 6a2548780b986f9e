using System.Diagnostics.CodeAnalysis;
using EbcSuite.AppDriver.Applications;
using EbcSuite.AppDriver.Commands;
using EbcSuite.AppDriver.Records;
using EbcSuite.AppDriver.Streams;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Drivers.Processes;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver;

/// <summary>How the daemon is put together. The two links are given by the caller: tests have their own.</summary>
public static class AppDriverComposition
{
    /// <param name="events">The link to the broker's plane of events.</param>
    /// <param name="bulk">The link to its bulk plane.</param>
    public static IServiceCollection AddAppDriver(
        this IServiceCollection services,
        AppDriverOptions options,
        Func<IServiceProvider, IEventClient> events,
        Func<IServiceProvider, IEventClient> bulk,
        Func<IServiceProvider, IReadOnlyList<ICheckpointDriver>>? drivers = null)
    {
        services.AddSingleton(events);
        services.AddSingleton(provider => new BulkLink(bulk(provider)));
        services.AddSingleton(provider => new ToolRunner(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Parts(options, (drivers ?? (p => NodeDrivers.Make(options, p)))(provider), provider));
        services.AddSingleton(provider => new DriverProbes(
            provider.GetRequiredService<NodeParts>().Drivers, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ResultStore(
            options.StateDirectory, provider.GetRequiredService<TimeProvider>().GetUtcNow() - options.KeepResults));
        services.AddSingleton(provider => new BulkPlane(
            provider.GetRequiredService<BulkLink>().Client, options.Node, provider.GetRequiredService<ILogger<BulkPlane>>()));
        services.AddSingleton(new StreamOptions
        {
            Window = options.StreamWindow,
            Level = options.CompressionLevel,
            Deadline = options.StreamDeadline,
        });
        services.AddSingleton<NodeVoice>();
        services.AddSingleton<ApplicationGates>();
        services.AddSingleton<ApplicationWatch>();
        services.AddSingleton<Reservations>();
        services.AddSingleton<HomeCopy>();
        services.AddSingleton<Recovery>();
        services.AddSingleton<StatusReport>();
        services.AddSingleton(Handlers);
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<AppDriverService>();
        services.AddHostedService(provider => provider.GetRequiredService<AppDriverService>());
        return services;
    }

    private static NodeParts Parts(AppDriverOptions options, IReadOnlyList<ICheckpointDriver> drivers, IServiceProvider provider)
    {
        try
        {
            Directory.CreateDirectory(options.StateDirectory);
            var images = new ImageStore(options.StateDirectory);
            images.Prepare();
            var parts = new NodeParts(
                options.Node,
                options.Site,
                File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(),
                new RecordStore(options.StateDirectory),
                images,
                drivers.ToDictionary(d => d.Name, StringComparer.Ordinal),
                provider.GetRequiredService<TimeProvider>())
            {
                Labels = options.Labels.Count > 0 ? options.Labels : null,
            };
            provider.GetService<DaemonStatus>()?.Counter("applications_live", () => parts.Records.All.Count(r => r.IsLive));
            return parts;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            throw new DaemonUnavailableException($"The state directory '{options.StateDirectory}' cannot be used: {failure.Message}", failure);
        }
    }

    private static IReadOnlyDictionary<string, ICommandHandler> Handlers(IServiceProvider provider)
    {
        ICommandHandler Make<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
            where T : ICommandHandler => ActivatorUtilities.CreateInstance<T>(provider);
        return new Dictionary<string, ICommandHandler>(StringComparer.Ordinal)
        {
            [EventNames.Inspect] = Make<InspectCommand>(),
            [EventNames.Reserve] = Make<ReserveCommand>(),
            [EventNames.Start] = Make<StartCommand>(),
            [EventNames.Checkpoint] = Make<CheckpointCommand>(),
            [EventNames.Transfer] = Make<TransferCommand>(),
            [EventNames.Restart] = Make<RestartCommand>(),
            [EventNames.Thaw] = Make<ThawCommand>(),
            [EventNames.Destroy] = Make<DestroyCommand>(),
        };
    }

    /// <summary>Tells the bulk plane's link from the other to the container, which disposes of it.</summary>
    private sealed record BulkLink(IEventClient Client) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Client.DisposeAsync();
    }
}
