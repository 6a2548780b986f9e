using EbcSuite.Messaging;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Broker.Enrolment;

/// <summary>
/// Hears strangers: one message of each, which is to be Enrol, and sends them away with the answer. On the plane's thread, where
/// nothing here waits; the router never learns of them.
/// </summary>
/// <param name="post">Runs work on the plane's thread soon.</param>
internal sealed class Reception(EnrolmentDesk desk, StrangerGate gate, Func<Action, bool> post, ILogger logger)
{
    /// <summary>A frame that may come behind the first one without harm: the dialling end's Ping.</summary>
    private const int PingBytes = 16;

    private readonly Dictionary<string, long> _refused = new(StringComparer.Ordinal);
    private long _enrolled;

    public StrangerGate Gate => gate;

    public EnrolmentReport Report() => new(
        gate.Count, _enrolled, new Dictionary<string, long>(_refused, StringComparer.Ordinal), gate.TurnedAway, gate.Overdue);

    public void OnFrame(ServerPeer peer, ReadOnlyMemory<byte> frame)
    {
        if (peer.Tag is not null)
        {
            if (frame.Length > PingBytes)
            {
                gate.Expel(peer);
            }

            return;
        }

        peer.Tag = this;
        switch (Decode(frame))
        {
            case Enrol enrol:
                _ = EnrolAsync(peer, new(peer.Key.PublicKey, enrol.Identity, TokenText.HashOf(enrol.Token)));
                break;
            case Refused malformed:
                Answer(peer, malformed, "what is no message");
                break;
            case var other:
                Answer(
                    peer,
                    new Refused(Wire.RequestOf(other), RefusalCodes.NotEnrolled, "The key is not in the list of allowed keys: it may only enrol"),
                    other.GetType().Name);
                break;
        }
    }

    private static Message Decode(ReadOnlyMemory<byte> frame)
    {
        try
        {
            // A Refused from a stranger would be taken for our own: it is no message that anybody may begin with.
            return MessageDecoder.Decode(frame) is var message and not Refused
                ? message
                : new Refused(0, RefusalCodes.NotEnrolled, "The key is not in the list of allowed keys: it may only enrol");
        }
        catch (ProtocolException e)
        {
            return new Refused(0, e.Code, e.Message);
        }
    }

    private async Task EnrolAsync(ServerPeer peer, EnrolmentRequest request)
    {
        try
        {
            var answer = await Task.Run(() => desk.AskAsync(request)).ConfigureAwait(false);
            _ = post(() => Answer(peer, answer, $"Enrol as '{EnrolmentDesk.Printable(request.Identity)}' with token {request.TokenId}"));
        }
        catch (Exception e)
        {
            logger.LogError(e, "An enrolment failed by a fault of the broker");
        }
    }

    private void Answer(ServerPeer peer, Message answer, string said)
    {
        if (answer is Refused refused)
        {
            _refused[refused.Code] = _refused.GetValueOrDefault(refused.Code) + 1;
            logger.LogWarning(
                "The stranger {Address} with key {Key} said {Said} and is refused: {Code}: {Text}",
                peer.Address, peer.Key.PublicKey, said, refused.Code, refused.Text);
        }
        else
        {
            _enrolled++;
        }

        _ = peer.Send(MessageEncoder.Encode(answer));
        gate.Dismiss(peer);
    }
}
