using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver.Enrolment;

/// <summary>
/// How this node comes by a key that its broker knows. Without a token: the key file is there. With one: the key is made where it is
/// missing, and before anything else is said, it is enrolled; the broker ignores the token of a key that it knows.
/// </summary>
/// <remarks>
/// Both links wait for it (<see cref="EnrolledClient"/>); the daemon is ready meanwhile, and takes care of the applications that it finds.
/// A broker that cannot be reached is dialled until it is there. A refusal is final: asking again with the same token cannot help, so the
/// daemon ends with <see cref="ExitCode.NotPermitted"/> and waits for an administrator, or a changed context.
/// </remarks>
internal sealed class NodeEnrolment : IAsyncDisposable
{
    private readonly AppDriverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SystemdNotifier? _notifier;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Task<KeyPair>> _key;

    public NodeEnrolment(AppDriverOptions options, TimeProvider time, ILogger<NodeEnrolment> logger, SystemdNotifier? notifier = null)
    {
        (_options, _time, _logger, _notifier) = (options, time, logger, notifier);
        _key = new(() => Task.Run(EnrolAsync));
    }

    /// <summary>Completes with the key to go by; begins with the first who asks.</summary>
    /// <exception cref="DaemonNotPermittedException">Enrolment is refused.</exception>
    /// <exception cref="DaemonUnavailableException">The key file cannot be read or made, an option is wrong, or libzmq is missing.</exception>
    public Task<KeyPair> KeyAsync() => _key.Value;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_key.IsValueCreated)
        {
            await ((Task)_key.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
    }

    private async Task<KeyPair> EnrolAsync()
    {
        try
        {
            var secret = new EnrolmentSecret(_options, _logger);
            if (secret.Read() is not { } token)
            {
                return KeyFile.ReadSecret(_options.KeyFile);
            }

            var key = KeyFile.ReadOrMake(_options.KeyFile);
            await AskAsync(key, token);
            secret.Forget();
            return key;
        }
        catch (EnrolmentRefusedException e)
        {
            _logger.LogCritical("Enrolment failed: {Reason}", e.Message);
            throw new DaemonNotPermittedException(e.Message, e);
        }
        catch (Exception e) when (e is MessagingException or ArgumentException)
        {
            throw new DaemonUnavailableException(e.Message, e);
        }
    }

    private async Task AskAsync(KeyPair key, string token)
    {
        _logger.LogInformation("Enrolling as '{Node}' at {Broker}", _options.Node, _options.Broker);
        var options = new EnrolmentClientOptions
        {
            Endpoint = _options.Broker,
            Identity = _options.Node,
            Key = key,
            BrokerPublicKey = _options.BrokerPublicKey,
            Token = token,
        };
        switch (await EnrolmentClient.EnrolAsync(options, TellProblem, _time, _stop.Token))
        {
            case EnrolmentOutcome.Enrolled enrolled:
                _logger.LogInformation("Enrolled as '{Node}' at site {Site}", enrolled.Identity, enrolled.Site);
                _notifier?.Status($"enrolled at site {enrolled.Site}");
                break;
            case EnrolmentOutcome.Refused refused:
                throw new EnrolmentRefusedException(
                    $"{_options.Broker} refuses to enrol '{_options.Node}': {refused.Code}: {refused.Text.TrimEnd('.')}. {EnrolmentCodes.Advice(refused.Code)}");
        }
    }

    private void TellProblem(string problem)
    {
        _logger.LogWarning("Not enrolled yet, trying again: {Reason}", problem);
        _notifier?.Status($"not enrolled yet: {problem}");
    }
}
