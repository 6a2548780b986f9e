using System.Threading.Channels;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Images;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.AppDriver.Streams;

/// <summary>Receives one image: takes chunks in order, checks and writes them, and gives credit as it does. Holds at most a window of chunks.</summary>
public sealed class ImageReceiver(BulkPlane plane, StreamOptions options, TimeProvider time) : IStreamEnd
{
    private readonly Lock _lock = new();
    private readonly ReceiveWindow _window = new(options.Window);
    private readonly Channel<ReadOnlyMemory<byte>> _chunks = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private string _stream = "";
    private string _from = "";
    private long _heardAt;

    /// <summary>Returns when every block is written and verified: the manifest with the hashes of its files.</summary>
    /// <param name="progress">Told the bytes written so far, at most every <see cref="StreamOptions.Progress"/>.</param>
    /// <exception cref="CheckpointException">ImageCorrupt, ImageIncomplete, DiskFull, TransferFailed.</exception>
    public async Task<Manifest> ReceiveAsync(
        Manifest manifest, ImageRoots roots, string stream, string from, Action<long> progress, CancellationToken cancellation)
    {
        _stream = stream;
        _from = from;
        _heardAt = time.GetTimestamp();
        using var writer = new ImageWriter(manifest, roots);
        using var attached = plane.Attach(stream, this);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reminding = RemindAsync(ended.Token);
        try
        {
            await GiveCreditAsync(cancellation);
            await ImageThread.RunAsync("image-writer", () => WriteAllAsync(writer, progress, cancellation));
            writer.Complete();
            plane.Finished(stream, Credit());
            await GiveCreditAsync(cancellation);
        }
        finally
        {
            await ended.CancelAsync();
            await reminding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return writer.Hashed;
    }

    void IStreamEnd.Take(Notification notice)
    {
        if (notice.Text(AttributeNames.Event) != EventNames.Chunk
            || notice.Text(AttributeNames.From) != _from
            || notice.Integer(AttributeNames.Sequence) is not (>= 0 and { } sequence))
        {
            return;
        }

        ChunkVerdict verdict;
        lock (_lock)
        {
            verdict = _window.Offer(sequence);
            if (verdict == ChunkVerdict.Take)
            {
                _chunks.Writer.TryWrite(notice.Body);
            }
        }

        if (verdict == ChunkVerdict.Take)
        {
            Volatile.Write(ref _heardAt, time.GetTimestamp());
        }
        else
        {
            // Tells the sender where to go on from.
            _ = GiveCreditAsync(CancellationToken.None, gap: verdict == ChunkVerdict.Gap);
        }
    }

    void IStreamEnd.LinkChanged(bool connected)
    {
        if (connected)
        {
            _ = GiveCreditAsync(CancellationToken.None);
        }
    }

    private async Task WriteAllAsync(ImageWriter writer, Action<long> progress, CancellationToken cancellation)
    {
        var told = time.GetTimestamp();
        while (!writer.IsWhole)
        {
            var chunk = await _chunks.Reader.ReadAsync(cancellation);
            ChunkBlocks.Read(chunk, block => writer.Write(block));
            bool due;
            lock (_lock)
            {
                due = _window.Consume();
            }

            if (due)
            {
                await GiveCreditAsync(cancellation);
            }

            if (time.GetElapsedTime(told) >= options.Progress)
            {
                told = time.GetTimestamp();
                progress(writer.Written);
            }
        }

        progress(writer.Written);
    }

    /// <summary>Repeats the credit while nothing comes: it, or the chunks it allowed, may have been lost. Ends the wait at the deadline.</summary>
    private async Task RemindAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(options.Look, time);
        while (await timer.WaitForNextTickAsync(ended))
        {
            var silence = time.GetElapsedTime(Volatile.Read(ref _heardAt));
            if (silence > options.Deadline)
            {
                _chunks.Writer.TryComplete(new CheckpointException(
                    CheckpointFault.TransferFailed, $"Nothing came from '{_from}' for {options.Deadline.TotalSeconds:0} s."));
                return;
            }

            if (silence >= options.Look)
            {
                await GiveCreditAsync(ended);
            }
        }
    }

    private Notification Credit(bool gap = false)
    {
        lock (_lock)
        {
            return StreamNotice.Credit(plane.Node, _from, _stream, _window.Limit, _window.Received, gap);
        }
    }

    private async Task GiveCreditAsync(CancellationToken cancellation, bool gap = false)
    {
        try
        {
            await plane.PublishAsync(Credit(gap), cancellation);
        }
        catch (MessagingException)
        {
            // Given again by RemindAsync, and when the link is back.
        }
    }
}
