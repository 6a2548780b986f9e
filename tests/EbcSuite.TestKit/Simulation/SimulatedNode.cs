using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.TestKit.Simulation;

/// <summary>
/// A VM with its appdrv, as docs/events.md says it behaves: idempotent by the command's key, refusing older tokens, with a journal
/// that outlives the daemon. Its applications outlive the daemon too, but not the VM.
/// </summary>
public sealed partial class SimulatedNode
{
    private readonly SimulatedNetwork _network;
    private readonly IReadOnlyDictionary<string, SimulatedNode> _others;
    private readonly SimulatedApplication _application;
    private readonly DriverCapabilities _capabilities;

    // The journal: what outlives the daemon and the VM.
    private readonly Dictionary<string, Report> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _images = new(StringComparer.Ordinal);
    private long _highestToken;

    // The daemon's: what is under way, by the command's key.
    private readonly Dictionary<string, Command> _underWay = new(StringComparer.Ordinal);
    private int _life;
    private bool _isDown;

    /// <param name="others">All nodes by name, this one too: the bulk plane, over which images go.</param>
    public SimulatedNode(
        string name,
        SimulatedNetwork network,
        IReadOnlyDictionary<string, SimulatedNode> others,
        SimulatedApplication application,
        DriverCapabilities capabilities)
    {
        Name = name;
        _network = network;
        _others = others;
        _application = application;
        _capabilities = capabilities;
        network.Attach(
            name,
            [Filter.Equal(AttributeNames.Node, name), Filter.Equal(AttributeNames.Event, EventNames.NodeAlive)],
            Receive);
        network.Every(TimeSpan.FromMilliseconds(500), Iterate);
    }

    public string Name { get; }

    /// <summary>The application's processes here; null when there are none.</summary>
    public SimulatedCopy? Copy { get; private set; }

    /// <summary>The part of commands that fail, 0 to 1.</summary>
    public double FailureRate { get; set; }

    /// <summary>Events that fail, each once, before the rate is asked.</summary>
    public List<string> Failing { get; } = [];

    /// <summary>The longest time a command takes.</summary>
    public TimeSpan Slowness { get; set; } = TimeSpan.FromSeconds(1);

    public bool HasImages => _images.Count > 0;

    /// <summary>The application runs here from now on, as if it had been started long ago.</summary>
    public void Host() => Copy = new(ApplicationState.Running, _application.Done, token: 1);

    /// <summary>The daemon dies, what it was doing with it, and is started again later. The application does not notice.</summary>
    public void CrashDaemon(TimeSpan back)
    {
        _network.Tell($"{Name}: the daemon dies");
        _life++;
        _isDown = true;
        _underWay.Clear();
        _network.After(back, () =>
        {
            _isDown = false;
            _network.Publish(Name, NodeNews.NodeUp(Status()));
        });
    }

    /// <summary>The VM dies, and every process in it.</summary>
    public void Reboot(TimeSpan back)
    {
        _network.Tell($"{Name}: the VM is rebooted, and had: {Copy?.State}");
        Copy = null;
        CrashDaemon(back);
    }

    /// <summary>Whether the VM may be rebooted without the application's loss, as far as the law of migrations goes.</summary>
    public bool CanLoseItsCopy => Copy is null || (Copy.State != ApplicationState.Running && _images.ContainsValue(Copy.Iteration));

    private NodeStatus Status() => new(
        Name,
        "site-" + Name,
        "1",
        1L << 40,
        [new("criu", "4.2.1", Problem: null, _capabilities)],
        Copy is null ? []
            : [new(_application.Name, Copy.State, "criu", Copy.Token, Pid: 1, Processes: 1, ExitCode: null, _network.Now)]);

    private bool Iterate()
    {
        if (Copy is { State: ApplicationState.Running })
        {
            _application.Iterate(Name, ++Copy.Iteration);
        }

        return true;
    }

    private void Receive(Notification notification)
    {
        if (_isDown)
        {
            return;
        }

        if (notification.Text(AttributeNames.Event) == EventNames.NodeAlive)
        {
            _network.Publish(Name, NodeNews.Alive(notification.Text(AttributeNames.Operation)!, Status()).ToNotification());
            return;
        }

        if (notification.Text(AttributeNames.Event) is EventNames.NodeUp or EventNames.NodeDead)
        {
            return;
        }

        if (!Command.TryRead(notification, out var command, out var problem))
        {
            throw new InvalidOperationException($"{Name} got what is no command: {problem}: {notification}");
        }

        Receive(command);
    }

    private void Receive(Command command)
    {
        if (_answers.TryGetValue(command.Key, out var answer))
        {
            Publish(answer);
            return;
        }

        if (command.Token < _highestToken)
        {
            Publish(Report.NotDone(
                command, Name, Outcomes.Refused, CheckpointFault.StaleFencingToken, $"{command.Token} < {_highestToken}"));
            return;
        }

        _highestToken = command.Token;
        if (!_underWay.TryAdd(command.Key, command))
        {
            return;
        }

        Begin(command);
        var life = _life;
        _network.After(_network.Some(Slowness), () => Finish(command, life));
    }

    private void Finish(Command command, int life)
    {
        if (life != _life || !_underWay.ContainsKey(command.Key))
        {
            return;
        }

        var failing = Failing.Remove(command.Event) || _network.Chance(FailureRate);
        var report = failing
            ? Report.NotDone(command, Name, Outcomes.Failed, CheckpointFault.Internal, "told to fail")
            : Do(command);
        if (report is null)
        {
            _network.After(TimeSpan.FromMilliseconds(300), () => Finish(command, life));
            return;
        }

        _underWay.Remove(command.Key);
        _answers[command.Key] = report;
        _network.Tell($"{Name}: {command.Key} {report.Outcome} {report.Error}; has {Copy?.State} {Copy?.Iteration}");
        Publish(report);
    }

    private void Publish(Report report) => _network.Publish(Name, report.ToNotification());
}
