using System.Threading.Channels;
using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.Cli.Tests.Doubles;

/// <summary>A broker without a wire: what is published goes at once to each subscription whose filter matches.</summary>
internal sealed class InMemoryBroker
{
    private readonly Lock _gate = new();
    private readonly List<InMemorySubscription> _subscriptions = [];
    private readonly Channel<Notification> _published = Channel.CreateUnbounded<Notification>();

    /// <summary>What somebody else publishes upon a notification; the front-end of a test.</summary>
    public Func<Notification, IEnumerable<Notification>> Answer { get; set; } = _ => [];

    /// <summary>What publishing is refused with.</summary>
    public Func<Notification, MessagingException?> Refuse { get; set; } = _ => null;

    /// <summary>What connecting is refused with.</summary>
    public MessagingException? RefuseLink { get; set; }

    /// <summary>Nobody is at the endpoint.</summary>
    public bool IsAbsent { get; set; }

    /// <summary>What clients published, in order.</summary>
    public ChannelReader<Notification> Published => _published.Reader;

    public int Subscriptions
    {
        get
        {
            lock (_gate)
            {
                return _subscriptions.Count;
            }
        }
    }

    public IEventClient Connect(string identity) => new InMemoryClient(this, identity);

    /// <summary>Delivers a notification from somewhere else.</summary>
    public void Deliver(Notification notification)
    {
        lock (_gate)
        {
            foreach (var subscription in _subscriptions.Where(s => s.Filter.Matches(notification)))
            {
                subscription.Heard.Writer.TryWrite(notification);
            }
        }
    }

    internal void Publish(Notification notification)
    {
        if (Refuse(notification) is { } refusal)
        {
            throw refusal;
        }

        _published.Writer.TryWrite(notification);
        Deliver(notification);
        foreach (var answer in Answer(notification))
        {
            Deliver(answer);
        }
    }

    internal InMemorySubscription Subscribe(Filter filter)
    {
        var subscription = new InMemorySubscription(this, filter);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    internal void Remove(InMemorySubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }
}
