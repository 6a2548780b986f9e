using System.Threading.Channels;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Images;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.AppDriver.Streams;

/// <summary>
/// Sends one image. A thread reads, hashes and compresses ahead; this loop sends what the receiver's credit allows and keeps
/// what is not acknowledged, at most one window, to send it again after a loss.
/// </summary>
public sealed class ImageSender(BulkPlane plane, StreamOptions options, TimeProvider time) : IStreamEnd, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SendWindow _window = new(options.Patience);
    private readonly Dictionary<long, ReadOnlyMemory<byte>> _kept = [];
    private readonly WakeSignal _wake = new();
    private readonly LinkRate _rate = new();
    private string _stream = "";
    private string _to = "";
    private CancellationTokenSource _link = new();
    private int _publishing;
    private long _made;
    private long _sent;

    /// <summary>Bytes of chunks that were sent: compressed, holes left out, what was sent again counted again.</summary>
    public long SentBytes => Volatile.Read(ref _sent);

    /// <summary>Times that the stream went back to what was lost.</summary>
    public int Returns => _window.Returns;

    /// <summary>Returns when the receiver has everything: the manifest with the hashes of its files.</summary>
    /// <exception cref="CheckpointException">TransferFailed after standing still for the deadline; ImageIncomplete.</exception>
    public async Task<Manifest> SendAsync(Manifest manifest, ImageRoots roots, string stream, string to, CancellationToken cancellation)
    {
        _stream = stream;
        _to = to;
        using var attached = plane.Attach(stream, this);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ready = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        using var reader = new ImageReader(
            manifest, roots, options.Level, time, () => ready.Reader.Count < Ahead - 1 ? HungryLink : _rate.BytesPerSecond);
        var making = ImageThread.RunAsync("image-reader", () => MakeAsync(reader, ready.Writer, ended.Token));
        try
        {
            await RunAsync(ready.Reader, making, cancellation);
        }
        finally
        {
            // Before the reader is disposed its thread must be done with it.
            await ended.CancelAsync();
            await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return reader.Hashed;
    }

    public void Dispose()
    {
        _wake.Dispose();
        _link.Dispose();
    }

    void IStreamEnd.Take(Notification notice)
    {
        if (notice.Text(AttributeNames.Event) != EventNames.Credit
            || notice.Text(AttributeNames.From) != _to
            || notice.Integer(AttributeNames.Sequence) is not { } limit
            || notice.Integer(StreamNotice.Next) is not { } next)
        {
            return;
        }

        lock (_lock)
        {
            var before = _window.Acknowledged;
            _window.Credit(Math.Min(limit, _window.Acknowledged + MaximumWindow), next, notice.Boolean(StreamNotice.Gap) == true, Now);
            for (var sequence = before; sequence < _window.Acknowledged; sequence++)
            {
                if (_kept.Remove(sequence, out var body))
                {
                    _rate.Took(body.Length, Now);
                }
            }
        }

        _wake.Set();
    }

    void IStreamEnd.LinkChanged(bool connected)
    {
        // What was handed to the link that is gone gets no answer: not waited for until its deadline.
        CancellationTokenSource gone;
        lock (_lock)
        {
            gone = _link;
            _link = new();
        }

        gone.Cancel();
        gone.Dispose();
        GoBack();
    }

    /// <summary>Chunks that are made before they can be sent.</summary>
    private const int Ahead = 4;

    /// <summary>Bytes a second of a link that takes chunks as quickly as they are made.</summary>
    private const double HungryLink = 200e6;

    /// <summary>A receiver that grants more than this would make this side keep too much.</summary>
    private const int MaximumWindow = 256;

    private TimeSpan Now => time.GetElapsedTime(0);

    private async Task MakeAsync(ImageReader reader, ChannelWriter<ReadOnlyMemory<byte>> ready, CancellationToken ended)
    {
        try
        {
            var builder = new ChunkBuilder();
            foreach (var block in reader.Blocks())
            {
                var full = builder.Add(block);
                if (!full.IsEmpty)
                {
                    await WriteAsync(ready, full, ended);
                }
            }

            if (!builder.IsEmpty)
            {
                await WriteAsync(ready, builder.Finish(), ended);
            }

            ready.Complete();
        }
        catch (Exception failure)
        {
            // The sending loop sees it where it takes chunks.
            ready.Complete(failure);
        }
        finally
        {
            _wake.Set();
        }
    }

    private async ValueTask WriteAsync(ChannelWriter<ReadOnlyMemory<byte>> ready, ReadOnlyMemory<byte> chunk, CancellationToken ended)
    {
        await ready.WriteAsync(chunk, ended);
        _wake.Set();
    }

    private async Task RunAsync(ChannelReader<ReadOnlyMemory<byte>> ready, Task making, CancellationToken cancellation)
    {
        var progressAt = Now;
        var acknowledged = -1L;
        while (true)
        {
            while (Volatile.Read(ref _publishing) < options.Publishing && TryTake(ready) is { } chunk)
            {
                Interlocked.Increment(ref _publishing);
                _ = PublishAsync(chunk.Sequence, chunk.Body, cancellation);
            }

            lock (_lock)
            {
                if (making.IsCompleted && ready.Completion.IsCompleted && _window.Acknowledged == _made)
                {
                    break;
                }

                if (_window.Acknowledged != acknowledged)
                {
                    acknowledged = _window.Acknowledged;
                    progressAt = Now;
                }

                _window.Look(Now);
            }

            if (Now - progressAt > options.Deadline)
            {
                throw new CheckpointException(
                    CheckpointFault.TransferFailed,
                    $"The receiver '{_to}' took nothing for {options.Deadline.TotalSeconds:0} s; it has {acknowledged} chunks.");
            }

            await _wake.WaitAsync(options.Look, cancellation);
        }

        await ready.Completion;
    }

    private (long Sequence, ReadOnlyMemory<byte> Body)? TryTake(ChannelReader<ReadOnlyMemory<byte>> ready)
    {
        lock (_lock)
        {
            if (!_window.MaySend)
            {
                return null;
            }

            var sequence = _window.Next;
            if (!_kept.TryGetValue(sequence, out var body))
            {
                if (!ready.TryRead(out body))
                {
                    return ready.Completion is { IsFaulted: true } failed ? throw failed.Exception!.InnerException! : null;
                }

                _kept[sequence] = body;
                _made++;
            }

            _window.Sent(Now);
            return (sequence, body);
        }
    }

    private async Task PublishAsync(long sequence, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        CancellationToken link;
        lock (_lock)
        {
            link = _link.Token;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, link);
        try
        {
            Interlocked.Add(ref _sent, body.Length);
            await plane.PublishAsync(StreamNotice.Chunk(plane.Node, _to, _stream, sequence, body), either.Token);
        }
        catch (Exception failure) when (failure is MessagingException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The receiver's next credit, or the link's return, says from where on to send again.
            GoBack();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The whole stream is given up.
        }
        finally
        {
            Interlocked.Decrement(ref _publishing);
            _wake.Set();
        }
    }

    private void GoBack()
    {
        lock (_lock)
        {
            _window.GoBack(Now);
        }

        _wake.Set();
    }
}
