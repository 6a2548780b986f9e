using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Enrolment;

/// <summary>
/// Brings a new key into a broker's list for a one-time token. Dials until there is an answer: no broker, no room there, or a
/// broker that could not write its files are worth trying again, with growing pauses. Any thread.
/// </summary>
public static class EnrolmentClient
{
    /// <summary>Completes with the broker's answer, or when it is cancelled.</summary>
    /// <param name="onProblem">Told why an attempt failed that will be repeated; one line for people, on the socket's thread.</param>
    /// <exception cref="ArgumentException">An option is wrong, by name.</exception>
    /// <exception cref="MessagingException"><see cref="MessagingFault.LibraryMissing"/></exception>
    public static async Task<EnrolmentOutcome> EnrolAsync(
        EnrolmentClientOptions options, Action<string> onProblem, TimeProvider time, CancellationToken cancellation)
    {
        options.Validate();
        var attempt = new Attempt(options, onProblem, time);
        await using var loop = SocketLoop.Start(
            new() { Name = "enrolment", Drain = TimeSpan.Zero, OnFault = e => onProblem(e.Message) }, time);
        await loop.DialAsync(options.Dial(), attempt).ConfigureAwait(false);
        return await attempt.Outcome.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private sealed class Attempt(EnrolmentClientOptions options, Action<string> onProblem, TimeProvider time) : IDialHandler
    {
        private readonly TaskCompletionSource<EnrolmentOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _asked;
        private bool _waits;

        public Task<EnrolmentOutcome> Outcome => _outcome.Task;

        public void OnUp(DialledSocket link)
        {
            _asked = time.GetTimestamp();
            _waits = link.Send(MessageEncoder.Encode(new Enrol(options.Token, options.Identity))) is SendOutcome.Sent or SendOutcome.Parked;
        }

        public void OnFrame(DialledSocket link, ReadOnlyMemory<byte> frame)
        {
            try
            {
                Take(link, MessageDecoder.Decode(frame));
            }
            catch (ProtocolException e)
            {
                link.Redial($"{options.Endpoint} answered what is no message: {e.Message}");
            }
        }

        public void OnDown(DialledSocket link, DialProblem problem, string reason)
        {
            _waits = false;
            if (_outcome.Task.IsCompleted)
            {
                return;
            }

            if (problem == DialProblem.KeyRefused)
            {
                // An unknown key is let in while there is an unspent token: there is none, so this one is none either.
                _outcome.TrySetResult(new EnrolmentOutcome.Refused(
                    EnrolmentCodes.EnrolmentClosed, $"{options.Endpoint} lets no unknown key in: it has no token that could be used"));
                return;
            }

            onProblem(reason);
        }

        public void OnTick(DialledSocket link)
        {
            if (_waits && time.GetElapsedTime(_asked) >= options.AnswerDeadline)
            {
                _waits = false;
                link.Redial($"{options.Endpoint} did not answer within {options.AnswerDeadline.TotalSeconds:0.#} s.");
            }
        }

        private void Take(DialledSocket link, Message message)
        {
            switch (message)
            {
                case Enrolled enrolled:
                    _outcome.TrySetResult(new EnrolmentOutcome.Enrolled(enrolled.Identity, enrolled.Site));
                    break;
                case Refused { Code: EnrolmentCodes.EnrolmentFailed } refused:
                    link.Redial($"{options.Endpoint}: {refused.Code}: {refused.Text}.");
                    break;
                case Refused refused:
                    _outcome.TrySetResult(new EnrolmentOutcome.Refused(refused.Code, refused.Text));
                    break;
                default:
                    break;
            }
        }
    }
}
