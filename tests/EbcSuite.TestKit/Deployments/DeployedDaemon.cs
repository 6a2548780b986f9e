using EbcSuite.TestKit.Hosts;

namespace EbcSuite.TestKit.Deployments;

/// <summary>A daemon of the system in its host: started, killed, started again.</summary>
public sealed class DeployedDaemon : IDisposable
{
    private readonly string _program;
    private HostDaemon? _running;

    internal DeployedDaemon(string program, Host host)
    {
        _program = program;
        Host = host;
    }

    /// <summary>Such as <c>ebc-appdrv@vm-a1</c>.</summary>
    public string Name => $"{_program}@{Host.Name}";

    /// <summary>Where it runs.</summary>
    public Host Host { get; }

    /// <summary>Its pid on the machine.</summary>
    public int Pid => Running.Pid;

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => _running is { HasExited: false };

    /// <summary>What it has logged, over all its starts.</summary>
    public string Log => File.Exists(LogOutside) ? File.ReadAllText(LogOutside) : "";

    private string LogInside => $"/var/log/ebc/{_program}.log";

    private string LogOutside => Host.PathOutside(LogInside);

    private HostDaemon Running => _running ?? throw new InvalidOperationException($"{Name} was not started");

    /// <summary>Starts it and returns when it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; with its log.</exception>
    public async Task StartAsync(CancellationToken limit)
    {
        _running?.Dispose();
        var notify = $"/run/{_program}.notify";
        using var readiness = new ReadinessSocket(Host.PathOutside(notify));
        _running = Host.StartDaemon(
            [Programs.Inside(_program)],
            LogInside,
            new() { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = notify } });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(limit);
        var ready = readiness.WhenReadyAsync(over.Token);
        var ended = _running.WaitForExitAsync(over.Token);
        var first = await Task.WhenAny(ready, ended);
        await over.CancelAsync();
        limit.ThrowIfCancellationRequested();
        if (first == ended)
        {
            throw new InvalidOperationException($"{Name} ended with {await ended}:\n{Log}");
        }
    }

    /// <summary>Sends it a signal.</summary>
    public bool Send(Signal signal) => Running.Send(signal);

    /// <summary>Kills it, and only it, and returns when it is gone.</summary>
    public async Task KillAsync(CancellationToken limit) => await Running.EndAsync(Signal.Kill, limit);

    /// <summary>Asks it to end and returns its exit code.</summary>
    public Task<int> StopAsync(CancellationToken limit) => Running.EndAsync(Signal.Terminate, limit);

    /// <inheritdoc/>
    public void Dispose() => _running?.Dispose();

    internal void CopyLog(string directory)
    {
        if (Host.IsRunning && File.Exists(LogOutside))
        {
            Directory.CreateDirectory(directory);
            File.Copy(LogOutside, Path.Combine(directory, Name + ".log"), overwrite: true);
        }
    }
}
