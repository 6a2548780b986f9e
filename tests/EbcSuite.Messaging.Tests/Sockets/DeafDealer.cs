using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Tests.Sockets;

/// <summary>A foreign client that says one word and then never reads. All of it on the thread that makes and disposes it.</summary>
internal sealed class DeafDealer : IDisposable
{
    private readonly TaskCompletionSource _end = new();
    private readonly Thread _thread;

    public DeafDealer(string endpoint, KeyPair key, string serverKey, string? routingId = null)
    {
        _thread = new(() =>
        {
            using var context = new ZmqContext(1);
            using var socket = context.Socket(ZmqSocketType.Dealer);
            socket.Set(ZmqOption.Linger, 0);
            socket.Set(ZmqOption.ReceiveHighWater, 1);
            if (routingId is not null)
            {
                socket.Set(ZmqOption.RoutingId, routingId);
            }

            socket.Set(ZmqOption.CurveServerKey, serverKey);
            socket.Set(ZmqOption.CurvePublicKey, key.PublicKey);
            socket.Set(ZmqOption.CurveSecretKey, key.SecretKey);
            socket.Connect(endpoint);
            socket.TrySend("hello"u8, more: false);
            _end.Task.Wait();
        });
        _thread.Start();
    }

    public void Dispose()
    {
        _end.SetResult();
        _thread.Join();
    }
}
