using EbcSuite.Events;
using EbcSuite.Messaging;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver;

/// <summary>Publishes reports and news. What the broker does not take is logged: whoever needs it asks again.</summary>
public sealed class NodeVoice(IEventClient events, ILogger<NodeVoice> logger)
{
    /// <summary>Publishes and does not wait.</summary>
    public void Say(Notification notification) => _ = SayAsync(notification);

    public async Task SayAsync(Notification notification)
    {
        try
        {
            await events.PublishAsync(notification, CancellationToken.None);
        }
        catch (Exception failure) when (failure is MessagingException or EventRefusedException or ObjectDisposedException)
        {
            logger.LogWarning("Not published: {Notification}: {Reason}", notification.ToString(), failure.Message);
        }
    }
}
