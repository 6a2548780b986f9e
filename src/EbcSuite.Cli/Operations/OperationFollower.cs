using System.Runtime.CompilerServices;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.Cli.Operations;

/// <summary>
/// Asks the front-end for an operation and follows it to its end. After a silence the request is published again:
/// a repeated request is answered with the same report and done once (docs/events.md), so a lost message, a broker
/// that was started anew or a front-end that was not there yet cost time and nothing else.
/// </summary>
public sealed class OperationFollower(IEventClient client, TimeProvider time)
{
    /// <summary>After this long without a word the request is published again.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>Yields what is heard; the last is the <see cref="OperationEnded"/>.</summary>
    /// <param name="asked">Its operation is subscribed to before it is published.</param>
    /// <param name="deadline">From now to the final report.</param>
    /// <param name="firstWord">From now to the first word, where the front-end says one soon: tells early that nobody is there.</param>
    /// <exception cref="CliException">No final report within <paramref name="deadline"/>, or no first word in time.</exception>
    /// <exception cref="MessagingException">The broker refused the request, or was not reached.</exception>
    public async IAsyncEnumerable<OperationUpdate> FollowAsync(
        Request asked,
        TimeSpan deadline,
        [EnumeratorCancellation] CancellationToken cancellation,
        TimeSpan? firstWord = null)
    {
        var limit = firstWord < deadline ? firstWord.Value : deadline;
        using var expiry = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
        await using var conversation = new Conversation(client, asked, time, either.Token);
        OperationUpdate update;
        do
        {
            try
            {
                update = await conversation.NextAsync();
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw conversation.Expired(limit);
            }

            if (limit < deadline)
            {
                expiry.CancelAfter(deadline - limit);
                limit = deadline;
            }

            yield return update;
        }
        while (update is not OperationEnded);
    }

    /// <summary>One request, what is heard of it, and what went wrong on the way.</summary>
    private sealed class Conversation(
        IEventClient client, Request asked, TimeProvider time, CancellationToken cancellation) : IAsyncDisposable
    {
        private readonly string _operation = asked.Operation;
        private readonly Notification _request = asked.ToNotification();
        private IEventSubscription? _heard;
        private bool _heardAny;
        private string? _lost;

        public async Task<OperationUpdate> NextAsync()
        {
            if (_heard is null)
            {
                _heard = await client.SubscribeAsync(About(_operation), cancellation);
                await client.PublishAsync(_request, cancellation);
            }

            while (true)
            {
                if (OperationUpdate.Read(await ReadAsync(_heard)) is { } update)
                {
                    _heardAny = true;
                    return update;
                }
            }
        }

        public CliException Expired(TimeSpan deadline) => new(
            ExitCodes.DeadlinePassed,
            "DeadlinePassed",
            _heardAny
                ? $"No final report of operation {_operation} within {deadline.TotalSeconds:0.#} s.{_lost}"
                : $"No front-end answered operation {_operation} within {deadline.TotalSeconds:0.#} s.{_lost}",
            _heardAny
                ? "It may go on: see `ebc apps`; wait longer with --timeout."
                : "Is ebc-frontend running and linked to this broker?")
        {
            Operation = _operation,
        };

        public ValueTask DisposeAsync() => _heard?.DisposeAsync() ?? ValueTask.CompletedTask;

        private async Task<Notification> ReadAsync(IEventSubscription heard)
        {
            var next = heard.ReadAsync(cancellation).AsTask();
            while (true)
            {
                try
                {
                    return await next.WaitAsync(Silence, time, cancellation);
                }
                catch (TimeoutException)
                {
                    await RepeatAsync();
                }
            }
        }

        private async Task RepeatAsync()
        {
            try
            {
                await client.PublishAsync(_request, cancellation);
                _lost = null;
            }
            catch (MessagingException e) when (e.Fault is MessagingFault.NotConnected or MessagingFault.DeadlinePassed)
            {
                // The client dials again by itself; the operation's deadline bounds the waiting, and its message says this.
                _lost = $" The broker was lost: {e.Message}";
            }
        }

        private static Filter About(string operation) => Filter.Create(
            Constraint.Create(AttributeNames.Operation, Operator.Equal, operation),
            Constraint.Create(AttributeNames.Event, Operator.In, EventNames.Report, EventNames.Progress));
    }
}
