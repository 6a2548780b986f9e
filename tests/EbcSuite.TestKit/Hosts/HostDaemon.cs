using System.Diagnostics;

namespace EbcSuite.TestKit.Hosts;

/// <summary>A program that runs in a host until it is told to end, or the host does.</summary>
public sealed class HostDaemon : IDisposable
{
    private readonly Process _entrance;
    private readonly int _pid;

    internal HostDaemon(Process entrance, string logPath)
    {
        _entrance = entrance;
        LogPath = logPath;
        _entrance.StandardInput.Close();
        // nsenter forks once it is in; a program that ended at once has no child left to be seen.
        SpinWait.SpinUntil(() => HostProcess.ChildrenOf(entrance.Id).Count > 0 || entrance.HasExited);
        _pid = HostProcess.ChildrenOf(entrance.Id) is [var child, ..] ? child : 0;
    }

    /// <summary>Its pid as the machine sees it.</summary>
    public int Pid => _pid != 0 ? _pid : throw new InvalidOperationException($"ended at once: {Log}");

    /// <summary>Its log as the machine sees it.</summary>
    public string LogPath { get; }

    /// <summary>What it has logged so far.</summary>
    public string Log => HostProcess.TryRead(LogPath) ?? "";

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _entrance.HasExited;

    /// <summary>Sends it, and nothing that it started, a signal; returns false when it has ended.</summary>
    public bool Send(Signal signal) => Signals.Send(Pid, signal);

    /// <summary>Waits for its end and returns its exit code (128 + n after signal n).</summary>
    public async Task<int> WaitForExitAsync(CancellationToken limit = default)
    {
        await _entrance.WaitForExitAsync(limit);
        return _entrance.ExitCode;
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    public Task<int> EndAsync(Signal signal = Signal.Terminate, CancellationToken limit = default)
    {
        Send(signal);
        return WaitForExitAsync(limit);
    }

    /// <summary>Lets go of it; it runs on as long as its host.</summary>
    public void Dispose() => _entrance.Dispose();
}
