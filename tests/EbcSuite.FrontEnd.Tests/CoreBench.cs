using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.FrontEnd.Core;

namespace EbcSuite.FrontEnd.Tests;

/// <summary>The core by hand: two nodes a and b at one site, c at another, and what was published.</summary>
internal sealed class CoreBench
{
    public static readonly FrontEndSettings Settings = new() { Identity = "front-end", Settle = TimeSpan.Zero };
    private static readonly DriverCapabilities All = new(true, true, false, false);
    private int _operations;

    public CoreBench(JournalReplay? replay = null, FrontEndSettings? settings = null)
    {
        Core = new(settings ?? Settings, replay ?? JournalReplay.Empty, "run1", Now);
        Tick();
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public FrontEndCore Core { get; }

    /// <summary>What the latest call published.</summary>
    public List<Notification> Published { get; } = [];

    public List<JournalRecord> Journal { get; } = [];

    public IReadOnlyList<FrontEndEffect> Latest { get; private set; } = [];

    public IEnumerable<Notification> Of(string name) => Published.Where(n => n.Text(AttributeNames.Event) == name);

    public static NodeStatus Status(string node, params ApplicationStatus[] applications) => new(
        node,
        node == "c" ? "paris" : "hanoi",
        "1",
        1 << 30,
        [new("criu", "4.2.1", null, All), new("dmtcp", null, "dmtcp_launch is not installed", All)],
        applications);

    public static ApplicationStatus Application(string name, ApplicationState state, long token = 1) =>
        new(name, state, "criu", token, 10, 4, state == ApplicationState.Finished ? 0 : null, DateTimeOffset.UnixEpoch);

    /// <summary>a runs heat; b has waves, which finished.</summary>
    public CoreBench WithNodes()
    {
        Up(Status("a", Application("heat", ApplicationState.Running)));
        Up(Status("b", Application("waves", ApplicationState.Finished)));
        return Up(Status("c"));
    }

    public CoreBench Up(NodeStatus status) => Hear(NodeNews.NodeUp(status));

    /// <summary>A node answers the latest node_alive, or the one of a round.</summary>
    public CoreBench Alive(NodeStatus status, long? round = null) =>
        Hear(NodeNews.Alive($"run1-{round ?? Core.Fleet.Round}", status).ToNotification());

    public CoreBench Hear(Notification notification) => Take(Core.Handle(notification, Now));

    public CoreBench Tick(double afterSeconds = 0)
    {
        Now += TimeSpan.FromSeconds(afterSeconds);
        return Take(Core.Tick(Now));
    }

    public static Request Request(string name, string operation, string application = "heat", string? to = null, string? node = null) => new()
    {
        Event = name,
        Operation = operation,
        From = "cli",
        Application = application,
        To = to,
        Node = node,
        Image = name == EventNames.RestartApplication ? "op0" : null,
        Body = name == EventNames.StartApplication ? Launch("/bin/solver") : default,
    };

    public static byte[] Launch(params string[] arguments) => JsonSerializer.SerializeToUtf8Bytes(
        new LaunchSpecification(arguments, new Dictionary<string, string>(StringComparer.Ordinal)),
        CheckpointingJson.Default.LaunchSpecification);

    public CoreBench Ask(Request request) => Hear(request.ToNotification());

    public CoreBench Migrate(string to, string application = "heat") =>
        Ask(Request(EventNames.MigrateApplication, $"op{++_operations}", application, to));

    /// <summary>Does all that the front-end tells the nodes, until it tells no more.</summary>
    public CoreBench Obey()
    {
        while (Published.Select(Read).OfType<Command>().ToList() is { Count: > 0 } commands)
        {
            Published.Clear();
            foreach (var command in commands)
            {
                var before = Published.ToList();
                Hear((Report.Done(command, command.Node) with { Body = "{}"u8.ToArray() }).ToNotification());
                Published.InsertRange(0, before);
            }
        }

        return this;
    }

    public Report Final()
    {
        Of(EventNames.Report).Should().ContainSingle();
        Report.TryRead(Of(EventNames.Report).Single(), out var report, out var problem).Should().BeTrue(problem);
        report!.Final.Should().BeTrue();
        return report;
    }

    private static Command? Read(Notification notification) => Command.TryRead(notification, out var command, out _) ? command : null;

    private CoreBench Take(IReadOnlyList<FrontEndEffect> effects)
    {
        Latest = effects;
        Published.Clear();
        Published.AddRange(effects.OfType<FrontEndEffect.Publish>().Select(p => p.Notification));
        Journal.AddRange(effects.OfType<FrontEndEffect.Append>().Select(a => a.Record));
        return this;
    }
}
