using EbcSuite.Events;

namespace EbcSuite.Messaging;

/// <summary>Request with a deadline, over publish and subscribe.</summary>
public static class EventRequest
{
    /// <summary>
    /// Subscribes to <paramref name="reply"/>, publishes <paramref name="request"/> and returns the first notification
    /// that matches <paramref name="reply"/>.
    /// </summary>
    /// <exception cref="MessagingException">Nothing matched within <paramref name="deadline"/>, or publishing failed.</exception>
    public static async Task<Notification> RequestAsync(
        this IEventClient client,
        Notification request,
        Filter reply,
        TimeSpan deadline,
        TimeProvider time,
        CancellationToken cancellation)
    {
        using var expiry = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
        try
        {
            await using var answers = await client.SubscribeAsync(reply, either.Token);
            await client.PublishAsync(request, either.Token);
            return await answers.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MessagingException(
                MessagingFault.DeadlinePassed, $"No answer to {request} within {deadline.TotalSeconds:0.#} s.");
        }
    }
}
