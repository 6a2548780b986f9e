using System.Net.Sockets;
using System.Text;

namespace EbcSuite.Hosting.Tests;

/// <summary>systemd's end: a real unix datagram socket that collects what it is told.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string? _file;

    public NotifySocket(bool isAbstract = false)
    {
        var name = $"/tmp/ebc-notify-{Guid.NewGuid():N}";
        _file = isAbstract ? null : name;
        Address = isAbstract ? "@" + name[1..] : name;
        _socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + name[1..] : name));
    }

    /// <summary>The value of NOTIFY_SOCKET.</summary>
    public string Address { get; }

    public int Waiting => _socket.Available;

    public async Task<string> ReceiveAsync(CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        var length = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    public void Dispose()
    {
        _socket.Dispose();
        if (_file is not null)
        {
            File.Delete(_file);
        }
    }
}
