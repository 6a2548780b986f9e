using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Hosting;

/// <summary>
/// Tells systemd how the daemon is: datagrams to the unix socket of NOTIFY_SOCKET (sd_notify(3)). Does nothing without
/// it. Safe to call from any thread; a failure is logged and never stops the daemon.
/// </summary>
public sealed class SystemdNotifier : IDisposable
{
    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _address;
    private readonly ILogger _logger;

    /// <param name="environment">Read for NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.</param>
    public SystemdNotifier(IReadOnlyDictionary<string, string> environment, ILogger logger)
    {
        _logger = logger;
        WatchdogTime = ReadWatchdog(environment);
        if (!environment.TryGetValue("NOTIFY_SOCKET", out var path) || path.Length < 2 || path[0] is not ('/' or '@'))
        {
            return;
        }

        // A name that begins with @ is in the abstract namespace, where the kernel wants a zero byte (unix(7)).
        _address = new(path[0] == '@' ? '\0' + path[1..] : path);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    }

    /// <summary>How long systemd waits for a sign of life (WatchdogSec=), or null when it does not wait.</summary>
    public TimeSpan? WatchdogTime { get; }

    public void Ready() => Send("READY=1");

    /// <param name="atMost">How long it may take: systemd waits so long even where TimeoutStopSec= is shorter.</param>
    public void Stopping(TimeSpan atMost) => Send(string.Create(
        CultureInfo.InvariantCulture, $"STOPPING=1\nEXTEND_TIMEOUT_USEC={(long)atMost.TotalMicroseconds}"));

    /// <summary>A line for <c>systemctl status</c>.</summary>
    public void Status(string text) => Send("STATUS=" + text.ReplaceLineEndings(" "));

    public void Watchdog() => Send("WATCHDOG=1");

    public void Dispose() => _socket?.Dispose();

    private void Send(string state)
    {
        if (_socket is null)
        {
            return;
        }

        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(state), _address!);
        }
        catch (SocketException e)
        {
            _logger.LogWarning("systemd was not told {State}: {Reason}", state, e.Message);
        }
        catch (ObjectDisposedException)
        {
            _logger.LogDebug("systemd was not told {State}: the daemon has ended", state);
        }
    }

    private static TimeSpan? ReadWatchdog(IReadOnlyDictionary<string, string> environment)
    {
        // WATCHDOG_PID names the process that is watched; a child inherits the variables without being meant.
        if (environment.TryGetValue("WATCHDOG_PID", out var pid)
            && !string.Equals(pid, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
        {
            return null;
        }

        return environment.TryGetValue("WATCHDOG_USEC", out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds is > 0 and < long.MaxValue / 10
                ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond)
                : null;
    }
}
