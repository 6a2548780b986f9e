using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EbcSuite.VirtualMachines.Machines;

/// <summary>One connection to a unix socket on which each line is a JSON object: QMP's and the guest agent's way.</summary>
internal sealed class JsonSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private StreamReader _reader = StreamReader.Null;

    public static async Task<JsonSocket> ConnectAsync(string path, CancellationToken limit)
    {
        var connection = new JsonSocket();
        try
        {
            await connection._socket.ConnectAsync(new UnixDomainSocketEndPoint(path), limit);
            connection._reader = new(new NetworkStream(connection._socket, ownsSocket: false), Encoding.UTF8);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The next object.</summary>
    /// <exception cref="IOException">The other end is gone.</exception>
    public async Task<JsonElement> ReadAsync(CancellationToken limit)
    {
        while (await _reader.ReadLineAsync(limit) is { } line)
        {
            // The agent may put 0xFF in front to mark a fresh start.
            var start = line.IndexOf('{', StringComparison.Ordinal);
            if (start >= 0)
                return JsonSerializer.Deserialize<JsonElement>(line[start..]);
        }
        throw new IOException("the machine's socket was closed");
    }

    public async Task WriteAsync(string command, JsonObject arguments, CancellationToken limit)
    {
        var text = new JsonObject { ["execute"] = command, ["arguments"] = arguments.DeepClone() }.ToJsonString() + "\n";
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), limit);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }
}
