using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver;

/// <summary>The daemon's links to its broker.</summary>
internal static class BrokerLink
{
    /// <exception cref="DaemonUnavailableException">The key file cannot be used, or libzmq is missing.</exception>
    public static IEventClient Dial(IServiceProvider provider, AppDriverOptions options, string endpoint, int niceness = 0)
    {
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(BrokerLink));
        try
        {
            var client = EventClient.Start(
                new EventClientOptions
                {
                    Endpoint = endpoint,
                    Identity = options.Node,
                    Key = KeyFile.ReadSecret(options.KeyFile),
                    BrokerPublicKey = options.BrokerPublicKey,
                    Niceness = niceness,
                    OnFault = fault => logger.LogError(fault, "A fault on the link to {Endpoint}", endpoint),
                },
                provider.GetRequiredService<TimeProvider>());
            client.ConnectionChanged += connected =>
                logger.LogInformation("The link to {Endpoint} is {State}", endpoint, connected ? "up" : "down");
            client.ConnectionChanged += provider.GetRequiredService<DaemonStatus>().Link(endpoint);
            return client;
        }
        catch (Exception failure) when (failure is MessagingException or ArgumentException)
        {
            throw new DaemonUnavailableException(failure.Message, failure);
        }
    }
}
