using EbcSuite.Protocol;
using EbcSuite.Routing;

namespace EbcSuite.Broker;

/// <summary>Between what is on the wire and what the router takes and returns. Pure.</summary>
internal static class Wire
{
    /// <summary>Null: the message is not for the router.</summary>
    public static LinkInput? Read(Message message) => message switch
    {
        Subscribe m => new LinkInput.Subscribe(m.Subscription, m.Filter),
        Unsubscribe m => new LinkInput.Unsubscribe(m.Subscription),
        Publish m => new LinkInput.Publish(m.Notification),
        Forward m => new LinkInput.Forward(new(m.Id.Origin, m.Id.Number), m.Hops, m.Notification),
        Goodbye => LinkInput.Down.Instance,
        _ => null,
    };

    /// <summary>The number under which the sender waits for an answer; 0 if it does not.</summary>
    public static ulong RequestOf(Message message) => message switch
    {
        Subscribe m => m.Request,
        Unsubscribe m => m.Request,
        Publish m => m.Request,
        _ => 0,
    };

    /// <summary>
    /// What is sent for an output of the router; null: nothing, as nobody waits for the answer. A peer is asked under the
    /// subscription's number, so that its refusal can be told apart.
    /// </summary>
    /// <param name="request">The number of the request that is being answered.</param>
    public static Message? Write(LinkOutput output, ulong request) => output switch
    {
        LinkOutput.Deliver o => new Deliver(new(o.Event.Origin, o.Event.Number), o.Notification),
        LinkOutput.Forward o => new Forward(new(o.Event.Origin, o.Event.Number), (byte)o.Hops, o.Notification),
        LinkOutput.Subscribe o => new Subscribe(o.Subscription, o.Subscription, o.Filter),
        LinkOutput.Unsubscribe o => new Unsubscribe(o.Subscription, o.Subscription),
        LinkOutput.Accept => request == 0 ? null : new Accepted(request),
        // What concerns the link itself is told in any case.
        LinkOutput.Refuse { Code: not (Refusal.NotGreeted or Refusal.TooManyLinks or Refusal.AlreadyGreeted) } when request == 0 => null,
        LinkOutput.Refuse o => new Refused(request, o.Code.ToString(), o.Text),
        _ => throw new ArgumentException($"{output.GetType()} has no message.", nameof(output)),
    };
}
