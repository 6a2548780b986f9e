using System.Threading.Channels;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;

namespace EbcSuite.Broker.Tests;

/// <summary>A link that says what a test wants: no greeting of its own, garbage, silence, and it can stop reading.</summary>
internal sealed class RawLink : IDialHandler, IAsyncDisposable
{
    private readonly Channel<Message> _heard = Channel.CreateUnbounded<Message>();
    private readonly TaskCompletionSource<DialledSocket> _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _down = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _reads = new(initialState: true);
    private readonly SocketLoop _loop = SocketLoop.Start(new SocketLoopOptions { Name = "raw", Drain = TimeSpan.Zero }, TimeProvider.System);

    public static async Task<RawLink> DialAsync(string endpoint, string brokerKey, KeyPair key)
    {
        var link = new RawLink();
        await link._loop.DialAsync(
            new DialOptions
            {
                Endpoint = endpoint,
                Key = key,
                ServerPublicKey = brokerKey,
                PingInterval = TimeSpan.FromSeconds(60),
                DeadAfter = TimeSpan.FromMinutes(5),
                ReceiveHighWater = 1,
            },
            link);
        await link._up.Task.WaitAsync(Limit.Token());
        return link;
    }

    public Task SendAsync(Message message) => SendAsync(MessageEncoder.Encode(message));

    public async Task SendAsync(byte[] frame)
    {
        var socket = await _up.Task;
        (await _loop.RunAsync(() => socket.Send(frame)).WaitAsync(Limit.Token())).Should().Be(SendOutcome.Sent);
    }

    public ValueTask<Message> HearAsync() => _heard.Reader.ReadAsync(Limit.Token());

    /// <summary>From now on the loop's thread hangs at the first frame it is told.</summary>
    public void StopReading() => _reads.Reset();

    public void OnUp(DialledSocket link) => _up.TrySetResult(link);

    public void OnFrame(DialledSocket link, ReadOnlyMemory<byte> frame)
    {
        _reads.Wait();
        _heard.Writer.TryWrite(MessageDecoder.Decode(frame.ToArray()));
    }

    /// <summary>Completes when the connection has been lost for the first time.</summary>
    public Task Down => _down.Task;

    public void OnDown(DialledSocket link, DialProblem problem, string reason) => _down.TrySetResult();

    public void OnTick(DialledSocket link)
    {
    }

    public async ValueTask DisposeAsync()
    {
        _reads.Set();
        await _loop.DisposeAsync();
        _reads.Dispose();
    }
}
