using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.Cli.Tests.Doubles;

/// <summary>Answers as a front-end gives them.</summary>
internal static class FrontEnd
{
    public const string Identity = "front-end";

    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static Report Final(Notification request, string outcome = Outcomes.Done) => new()
    {
        Operation = request.Text(AttributeNames.Operation)!,
        Of = request.Text(AttributeNames.Event)!,
        From = Identity,
        Outcome = outcome,
        Application = request.Text(AttributeNames.Application),
        Final = true,
    };

    public static IEnumerable<Notification> NotDone(Notification request, string outcome, CheckpointFault fault, string message) =>
        [(Final(request, outcome) with { Error = fault, Message = message }).ToNotification()];

    /// <summary>A whole migration: five steps, bytes of the third, a summary.</summary>
    public static IEnumerable<Notification> Migrated(Notification request)
    {
        var operation = request.Text(AttributeNames.Operation)!;
        var steps = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var step in Enum.GetValues<MigrationStep>())
        {
            var progress = new Progress { Operation = operation, From = Identity, Application = "heat", Step = step };
            yield return (progress with { State = Progress.Begun }).ToNotification();
            if (step == MigrationStep.Transferring)
            {
                yield return (progress with { From = "vm-a1", Done = 31_000_000, Total = 62_000_000 }).ToNotification();
                yield return (progress with { From = "vm-a1", Done = 62_000_000, Total = 62_000_000 }).ToNotification();
            }

            steps[Words.Of(step)] = (int)step * 100;
            yield return (progress with { State = Progress.StepDone, ElapsedMs = (int)step * 100 }).ToNotification();
        }

        var summary = new MigrationSummary("heat", "vm-a1", "vm-b1", operation, steps, 1234, 1500, 62_000_000, 8_000_000);
        yield return (Final(request) with
        {
            To = "vm-b1",
            Bytes = 62_000_000,
            ElapsedMs = 1500,
            Body = JsonSerializer.SerializeToUtf8Bytes(summary, CheckpointingJson.Default.MigrationSummary),
        }).ToNotification();
    }

    public static IEnumerable<Notification> SystemInfo(Notification request) => SystemInfo(request, labels: null);

    /// <param name="labels">Of vm-a1.</param>
    public static IEnumerable<Notification> SystemInfo(Notification request, Dictionary<string, string>? labels)
    {
        var running = new ApplicationStatus("heat", ApplicationState.Running, "criu", 3, 4711, 6, null, Noon.AddSeconds(-90));
        var ended = new ApplicationStatus("count", ApplicationState.Finished, "criu", 1, null, 0, 0, Noon.AddHours(-1));
        var criu = new DriverProbe("criu", "4.2.1", null);
        var info = new SystemInfo(
            [
                new("b", [new("vm-b1", false, Noon.AddSeconds(-30), new("vm-b1", "b", "0.1.0", 999, [new("criu", null, "criu is not installed")], []))]),
                new("a", [new("vm-a1", true, Noon.AddSeconds(-1), new("vm-a1", "a", "0.1.0", 12_300_000_000, [criu], [running, ended]) { Labels = labels })]),
            ],
            [
                new("heat", "vm-a1", "a", running, "op1", MigrationStep.Transferring),
                new("count", "vm-a1", "a", ended, null, null),
            ]);
        yield return (Final(request) with
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(info, CheckpointingJson.Default.SystemInfo),
        }).ToNotification();
    }
}
