using System.Collections.Concurrent;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.Messaging;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver.Streams;

/// <summary>
/// The node's link to the broker's bulk plane: hands each chunk and credit to the end of its stream. Remembers the last credit
/// of a stream that nobody sends yet (the receiver may begin first), and answers chunks of a stream that is received already.
/// </summary>
public sealed class BulkPlane(IEventClient client, string node, ILogger<BulkPlane> logger) : IDisposable
{
    /// <summary>Streams without an end here that are remembered.</summary>
    private const int Remembered = 64;

    private readonly ConcurrentDictionary<string, IStreamEnd> _ends = new(StringComparer.Ordinal);
    private readonly RecentStreams _early = new(Remembered);
    private readonly RecentStreams _finished = new(Remembered);

    public string Node => node;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        client.ConnectionChanged += Changed;
        try
        {
            await using var subscription = await SubscribeAsync(stop);
            await foreach (var notice in subscription.ReadAllAsync(stop))
            {
                Dispatch(notice);
            }
        }
        finally
        {
            client.ConnectionChanged -= Changed;
        }
    }

    public Task PublishAsync(Notification notice, CancellationToken cancellation) => client.PublishAsync(notice, cancellation);

    public void Dispose() => client.ConnectionChanged -= Changed;

    /// <summary>Gives a stream an end on this node; dispose to take it away.</summary>
    internal IDisposable Attach(string stream, IStreamEnd end)
    {
        _ends[stream] = end;
        if (_early.Remove(stream) is { } credit)
        {
            end.Take(credit);
        }

        return new Attachment(() => _ends.TryRemove(new(stream, end)));
    }

    /// <summary>A stream has been received whole: its sender may ask again if this credit is lost.</summary>
    internal void Finished(string stream, Notification lastCredit) => _finished.Set(stream, lastCredit);

    private async Task<IEventSubscription> SubscribeAsync(CancellationToken stop)
    {
        await client.WhenConnectedAsync(stop);
        return await client.SubscribeAsync(Filter.Equal(AttributeNames.StreamTo, node), stop);
    }

    private void Dispatch(Notification notice)
    {
        if (notice.Text(AttributeNames.Stream) is not { } stream)
        {
            return;
        }

        if (_ends.TryGetValue(stream, out var end))
        {
            end.Take(notice);
            return;
        }

        switch (notice.Text(AttributeNames.Event))
        {
            case EventNames.Credit:
                _early.Set(stream, notice);
                break;
            case EventNames.Chunk when _finished.Find(stream) is { } credit:
                _ = AnswerAsync(credit);
                break;
        }
    }

    private async Task AnswerAsync(Notification credit)
    {
        try
        {
            await client.PublishAsync(credit, CancellationToken.None);
        }
        catch (MessagingException failure)
        {
            logger.LogWarning("The last credit of stream {Stream} was not sent again: {Reason}", credit.Text(AttributeNames.Stream), failure.Message);
        }
    }

    private void Changed(bool connected)
    {
        foreach (var end in _ends.Values)
        {
            end.LinkChanged(connected);
        }
    }

    private sealed class Attachment(Action detach) : IDisposable
    {
        public void Dispose() => detach();
    }
}
