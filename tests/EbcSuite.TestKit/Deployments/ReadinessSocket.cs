using System.Net.Sockets;
using System.Text;

namespace EbcSuite.TestKit.Deployments;

/// <summary>Stands for systemd: a daemon in a host tells it that it is ready (sd_notify(3)).</summary>
internal sealed class ReadinessSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string _path;

    /// <param name="path">A path in a host, as the machine sees it. A unix socket is found by path across network namespaces.</param>
    public ReadinessSocket(string path)
    {
        _path = path;
        File.Delete(path);
        _socket.Bind(new UnixDomainSocketEndPoint(path));
    }

    /// <summary>Returns when READY=1 was told.</summary>
    public async Task WhenReadyAsync(CancellationToken limit)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var length = await _socket.ReceiveAsync(buffer, limit);
            if (Encoding.UTF8.GetString(buffer, 0, length).Split('\n').Contains("READY=1"))
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
    }
}
