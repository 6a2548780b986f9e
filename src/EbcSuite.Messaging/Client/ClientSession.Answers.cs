using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging;

// Requests on their way and their answers.
internal sealed partial class ClientSession
{
    private ulong SendSubscribe(EventSubscription subscription, PendingRequest request)
    {
        request.Number = NextRequest();
        request.WasSent = true;
        _pending[request.Number] = request;
        Send(new Subscribe(request.Number, subscription.Number, subscription.Filter));
        return request.Number;
    }

    private bool TrySend(PendingRequest request)
    {
        if (_link?.Send(request.Frame) is not (SendOutcome.Sent or SendOutcome.Parked))
        {
            return false;
        }

        OutboundFrame.Release(request.Frame);
        request.Frame = default;
        request.WasSent = true;
        _pending[request.Number] = request;
        return true;
    }

    private void Accept(ulong number)
    {
        if (_pending.Remove(number, out var request))
        {
            if (request.Subscription is { } subscription)
            {
                _newSubscriptions.Remove(subscription.Number);
            }

            request.Succeed();
            while (_byDeadline.TryPeek(out var oldest) && oldest.IsDone)
            {
                _byDeadline.Dequeue();
            }
        }

        if (_repetitions.Remove(number))
        {
            BeReady();
        }
    }

    private void Fail(Refused refused)
    {
        var fault = new MessagingException(MessagingFault.Refused, refused.Text, refused.Code);
        if (_pending.Remove(refused.Request, out var request))
        {
            if (request.Subscription is { } subscription)
            {
                _subscriptions.Remove(subscription.Number);
                _newSubscriptions.Remove(subscription.Number);
                subscription.End(fault);
            }

            request.Fail(fault);
        }

        if (_repetitions.Remove(refused.Request))
        {
            BeReady();
        }
    }

    private void Refuse(MessagingException refusal)
    {
        if (_phase != Phase.Closed)
        {
            state.Refuse(refusal);
            FailUnsent(refusal);
        }
    }

    /// <summary>A refusal of the link: of the greeting, which waiting does not help; or of a frame that nobody waits for.</summary>
    private void RefuseLink(Refused refused)
    {
        var text = $"{options.Endpoint} refuses {options.Identity}: {refused.Text}";
        var fault = refused.Code is RefusalCodes.NotAllowed or RefusalCodes.IdentityMismatch or RefusalCodes.NotEnrolled
            ? MessagingFault.KeyRefused
            : MessagingFault.Refused;
        if (_phase == Phase.Greeting)
        {
            Refuse(new(fault, text, refused.Code));
            _link?.Redial(text);
        }
        else
        {
            onFault(new MessagingException(fault, text, refused.Code));
        }
    }

    private void FailUnsent(MessagingException fault)
    {
        foreach (var request in _byDeadline.Where(r => !r.WasSent))
        {
            request.Fail(ConnectionState.Again(fault));
        }

        _unsent.Clear();
    }

    /// <summary>The connection is no more. What was sent without an answer waits for its deadline, as nobody will answer.</summary>
    private void Fall()
    {
        _repetitions.Clear();
        foreach (var (number, request) in _pending.Where(p => p.Value.Subscription is not null).ToList())
        {
            request.WasSent = false;
            _pending.Remove(number);
        }

        if (_phase != Phase.Closed)
        {
            _phase = Phase.Down;
            state.Down();
        }
    }

    private void Send(Message message) => _link?.Send(MessageEncoder.Encode(message));
}
