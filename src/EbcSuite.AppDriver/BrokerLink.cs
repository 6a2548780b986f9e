using EbcSuite.AppDriver.Enrolment;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver;

/// <summary>The daemon's links to its broker.</summary>
internal static class BrokerLink
{
    /// <summary>At once if the node has no enrolment token, else when its key is enrolled.</summary>
    /// <exception cref="DaemonUnavailableException">The key file cannot be used, or libzmq is missing.</exception>
    public static IEventClient Dial(IServiceProvider provider, AppDriverOptions options, string endpoint, int niceness = 0)
    {
        // Down from the beginning, also while the node is not enrolled.
        var status = provider.GetRequiredService<DaemonStatus>().Link(endpoint);
        return options.EnrolmentToken.Length == 0 && options.EnrolmentTokenFile.Length == 0
            ? Dial(() => KeyFile.ReadSecret(options.KeyFile))
            : new EnrolledClient(
                options.Node, provider.GetRequiredService<NodeEnrolment>().KeyAsync(), key => Dial(() => key));

        EventClient Dial(Func<KeyPair> key) => DialNow(provider, options, endpoint, niceness, status, key);
    }

    private static EventClient DialNow(
        IServiceProvider provider, AppDriverOptions options, string endpoint, int niceness, Action<bool> status, Func<KeyPair> key)
    {
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(BrokerLink));
        try
        {
            var client = EventClient.Start(
                new EventClientOptions
                {
                    Endpoint = endpoint,
                    Identity = options.Node,
                    Key = key(),
                    BrokerPublicKey = options.BrokerPublicKey,
                    Niceness = niceness,
                    OnFault = fault => logger.LogError(fault, "A fault on the link to {Endpoint}", endpoint),
                },
                provider.GetRequiredService<TimeProvider>());
            client.ConnectionChanged += connected =>
                logger.LogInformation("The link to {Endpoint} is {State}", endpoint, connected ? "up" : "down");
            client.ConnectionChanged += status;
            return client;
        }
        catch (Exception failure) when (failure is MessagingException or ArgumentException)
        {
            throw new DaemonUnavailableException(failure.Message, failure);
        }
    }
}
