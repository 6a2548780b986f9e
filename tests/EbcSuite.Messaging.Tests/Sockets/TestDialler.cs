using System.Threading.Channels;
using EbcSuite.Messaging.Sockets;

namespace EbcSuite.Messaging.Tests.Sockets;

/// <summary>A dialled link on an own loop that tells what it sees through channels.</summary>
internal sealed class TestDialler : IDialHandler, IAsyncDisposable
{
    private readonly Channel<ReadOnlyMemory<byte>> _frames = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly Channel<bool> _ups = Channel.CreateUnbounded<bool>();
    private readonly Channel<(DialProblem Problem, string Reason)> _downs = Channel.CreateUnbounded<(DialProblem, string)>();

    public SocketLoop Loop { get; } = SocketLoop.Start(
        new() { Name = "dialler", Tick = TimeSpan.FromMilliseconds(5) }, TimeProvider.System);

    public DialledSocket Link { get; private set; } = null!;

    public static async Task<TestDialler> StartAsync(DialOptions options)
    {
        var dialler = new TestDialler();
        dialler.Link = await dialler.Loop.DialAsync(options, dialler).InTime();
        return dialler;
    }

    public async Task UpAsync() => await _ups.Reader.ReadAsync(Limit.Token());

    public async Task<ReadOnlyMemory<byte>> FrameAsync() => await _frames.Reader.ReadAsync(Limit.Token());

    public async Task<string> DownAsync(DialProblem problem)
    {
        await foreach (var (seen, reason) in _downs.Reader.ReadAllAsync(Limit.Token()))
        {
            if (seen == problem)
            {
                return reason;
            }
        }

        throw new InvalidOperationException("closed");
    }

    public Task<SendOutcome> SendAsync(byte[] frame) => Loop.RunAsync(() => Link.Send(frame)).InTime();

    public void OnUp(DialledSocket link) => _ups.Writer.TryWrite(true);

    public void OnFrame(DialledSocket link, ReadOnlyMemory<byte> frame) => _frames.Writer.TryWrite(frame.ToArray());

    public void OnDown(DialledSocket link, DialProblem problem, string reason) => _downs.Writer.TryWrite((problem, reason));

    public void OnTick(DialledSocket link)
    {
    }

    public ValueTask DisposeAsync() => Loop.DisposeAsync();
}
