using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace EbcSuite.Broker.Tests;

/// <summary>The built ebc-broker as a process of its own, with a real notify socket.</summary>
internal sealed class DaemonProcess : IDisposable
{
    private readonly string _notify = $"/tmp/ebc-notify-{Guid.NewGuid():N}";
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Process _process = new();
    private readonly Task<string> _error;

    public DaemonProcess(params string[] arguments)
    {
        _systemd.Bind(new UnixDomainSocketEndPoint(_notify));
        _process.StartInfo = new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "ebc-broker.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process.StartInfo.Environment["NOTIFY_SOCKET"] = _notify;
        _process.StartInfo.Environment["WATCHDOG_USEC"] = "60000000";
        _process.OutputDataReceived += (_, line) => _lines.Writer.TryWrite(line.Data ?? "(end)");
        _process.Start();
        _process.BeginOutputReadLine();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What systemd is told next.</summary>
    public async Task<string> ToldAsync()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await _systemd.ReceiveAsync(buffer, SocketFlags.None, Limit.Token()));
    }

    /// <summary>The first line from now on that holds the text.</summary>
    public async Task<string> LineAsync(string text)
    {
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(Limit.Token());
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }

            line.Should().NotBe("(end)", $"a line with '{text}' is awaited");
        }
    }

    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(Limit.Token());
    }

    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        await _process.WaitForExitAsync(Limit.Token());
        return (_process.ExitCode, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _systemd.Dispose();
        File.Delete(_notify);
    }
}
