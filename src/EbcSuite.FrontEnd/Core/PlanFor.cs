using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.FrontEnd.Core;

/// <summary>The plan that a request, judged possible, begins.</summary>
internal static class PlanFor
{
    private static readonly DriverCapabilities Untold =
        new(KeepsSourceStopped: true, RestoresStopped: true, SeveralNodes: false, Unprivileged: false);

    public static PlanTurn Request(
        Request request, Fleet fleet, FencingTokens tokens, FrontEndSettings settings, DateTimeOffset now)
    {
        var placed = fleet.Application(request.Application);
        return request.Event == EventNames.MigrateApplication
            ? MigrationPlan.Begin(Migration(request, placed!, tokens, settings), settings.Timings, now)
            : CommandPlan.Begin(Single(request, placed, fleet, tokens, settings), settings.Timings, now);
    }

    private static MigrationRequest Migration(
        Request request, PlacedApplication placed, FencingTokens tokens, FrontEndSettings settings) => new(
            request.Operation,
            settings.Identity,
            request.Application,
            placed.Node.Name,
            request.To!,
            tokens.Next(request.Application),
            placed.Node.Status!.Drivers.FirstOrDefault(d => d.Driver == placed.Status.Driver)?.Capabilities ?? Untold,
            request.Force ?? false,
            request.DeadlineMs);

    private static CommandRequest Single(
        Request request, PlacedApplication? placed, Fleet fleet, FencingTokens tokens, FrontEndSettings settings)
    {
        var template = new Command
        {
            Event = "",
            From = settings.Identity,
            Node = request.Node ?? request.To ?? placed!.Node.Name,
            Operation = request.Operation,
            Application = request.Application,
            Token = tokens.Next(request.Application),
        };
        return request.Event switch
        {
            EventNames.StartApplication => CommandRequest.Start(
                template, StartDriver.For(request, fleet, settings).Driver!, request.Body, request.DeadlineMs),
            EventNames.StopApplication => CommandRequest.Stop(
                template with { Node = placed!.Node.Name },
                request.GraceMs ?? (long)settings.DefaultGrace.TotalMilliseconds,
                request.Files ?? "keep",
                request.DeadlineMs),
            EventNames.CheckpointApplication => CommandRequest.Checkpoint(
                template with { Node = placed!.Node.Name }, request.DeadlineMs),
            EventNames.RestartApplication => CommandRequest.Restart(template, request.Image!, request.DeadlineMs),
            _ => throw new ArgumentException($"{request.Event} begins no plan.", nameof(request)),
        };
    }
}
