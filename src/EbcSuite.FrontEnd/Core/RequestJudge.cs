using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.FrontEnd.Core;

/// <summary>Judges requests by what is known of the fleet. Says why not, by name; null means that the operation may begin.</summary>
public sealed class RequestJudge(Fleet fleet, Operations operations, FrontEndSettings settings)
{
    public Refusal? Judge(Request request) => Busy(request) ?? request.Event switch
    {
        EventNames.StartApplication => Launch(request) ?? NotLive(request) ?? Ready(request.Node!) ?? NoDriver(request),
        EventNames.StopApplication => Stop(request),
        EventNames.MigrateApplication => Running(request) ?? Migrate(request),
        EventNames.CheckpointApplication => Running(request),
        EventNames.RestartApplication => NotLive(request) ?? Ready(request.To!),
        _ => new(CheckpointFault.BadRequest, $"'event' is no request: {request.Event}"),
    };

    private Refusal? Busy(Request request) => operations.Of(request.Application) is { } plan
        ? new(
            CheckpointFault.ApplicationBusy,
            $"{request.Application}: operation {plan.Operation} ({plan.Of}) is under way; wait for its end.")
        : null;

    private static Refusal? Launch(Request request)
    {
        try
        {
            var launch = request.Body.IsEmpty
                ? null : JsonSerializer.Deserialize(request.Body.Span, CheckpointingJson.Default.LaunchSpecification);
            return launch switch
            {
                null => Bad("the body (LaunchSpecification) is missing"),
                { Arguments: null or { Count: 0 } } => Bad("'arguments' of the body is empty: name a program"),
                _ when launch.Arguments.Any(string.IsNullOrEmpty) && string.IsNullOrEmpty(launch.Arguments[0]) =>
                    Bad("'arguments' of the body begins with an empty program"),
                { Environment: null } => Bad("'environment' of the body is missing"),
                { Commands: { } commands } when ApplicationCommandRules.Fault(commands) is { } fault => Bad(fault),
                _ => null,
            };
        }
        catch (JsonException exception)
        {
            return Bad($"the body is no LaunchSpecification: {exception.Message}");
        }
    }

    private Refusal? NotLive(Request request) => fleet.Application(request.Application) is { IsLive: true } placed
        ? new(
            CheckpointFault.ApplicationExists,
            $"{request.Application} is {Words.Of(placed.Status.State)} on {placed.Node.Name}; stop it or take another name.")
        : null;

    private Refusal? Running(Request request) => fleet.Application(request.Application) switch
    {
        null => Unknown(request.Application),
        { Status.State: not ApplicationState.Running } placed => NotRunning(placed),
        var placed => Alive(placed.Node),
    };

    private Refusal? Stop(Request request) => fleet.Application(request.Application) switch
    {
        null => Unknown(request.Application),
        { IsLive: false } placed when request.Files != "remove" => NotRunning(placed),
        var placed => Alive(placed.Node),
    };

    private Refusal? Migrate(Request request)
    {
        var placed = fleet.Application(request.Application)!;
        if (placed.Node.Name == request.To)
        {
            return new(CheckpointFault.AlreadyThere, $"{request.Application} runs on {request.To} already.");
        }

        return Ready(request.To!) ?? (request.Force == true ? null : Driver(request.To!, placed.Status.Driver));
    }

    private Refusal? Ready(string node) => fleet.Node(node) is { Status: not null } known
        ? Alive(known)
        : new(CheckpointFault.UnknownNode, $"No node {node} has told of itself; nodes are listed by sys_info.");

    private static Refusal? Alive(FleetNode node) => node.IsAlive ? null
        : new(CheckpointFault.NodeDead, $"{node.Name} does not answer since {node.LastSeen:yyyy-MM-dd HH:mm:ss}Z.");

    private Refusal? NoDriver(Request request) => StartDriver.For(request, fleet, settings) is { Driver: null } none
        ? new(none.Fault ?? CheckpointFault.UnknownDriver, $"{request.Node}: {none.Reason} `ebc drivers {request.Node}` shows all.")
        : null;

    private Refusal? Driver(string node, string driver)
    {
        var probes = fleet.Node(node)!.Status!.Drivers;
        return probes.FirstOrDefault(p => p.Driver == driver) switch
        {
            null => new(
                CheckpointFault.UnknownDriver,
                $"{node} has no driver {driver}; it has: {string.Join(", ", probes.Select(p => p.Driver))}."),
            { Usable: false } probe => new(probe.Refusal, $"{driver} cannot be used on {node}: {probe.Problem}"),
            _ => null,
        };
    }

    private static Refusal Unknown(string application) =>
        new(CheckpointFault.UnknownApplication, $"No node knows an application {application}; applications are listed by sys_info.");

    private static Refusal NotRunning(PlacedApplication placed) => new(
        CheckpointFault.NotRunning,
        $"{placed.Status.Application} on {placed.Node.Name} is {Words.Of(placed.Status.State)}, not running.");

    private static Refusal Bad(string problem) => new(CheckpointFault.BadRequest, problem);
}
