using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EbcSuite.FrontEnd.Edge;

/// <summary>How the daemon is put together.</summary>
public static class FrontEndComposition
{
    /// <param name="link">Makes the link to the broker; null for the real one. Tests have their own.</param>
    public static IServiceCollection AddFrontEnd(
        this IServiceCollection services, FrontEndOptions options, Func<IServiceProvider, IEventClient>? link = null)
    {
        services.AddSingleton(link ?? (provider => Dial(options, provider)));
        services.AddHostedService<FrontEndService>();
        return services;
    }

    private static EventClient Dial(FrontEndOptions options, IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILogger<EventClient>>();
        try
        {
            var client = EventClient.Start(
                new()
                {
                    Endpoint = options.Broker,
                    Identity = options.Identity,
                    Key = KeyFile.ReadSecret(options.KeyFile),
                    BrokerPublicKey = options.BrokerPublicKey,
                    OnFault = fault => logger.LogWarning(fault, "A fault at the edge of the link"),
                },
                provider.GetRequiredService<TimeProvider>());
            client.ConnectionChanged += provider.GetRequiredService<DaemonStatus>().Link(options.Broker);
            return client;
        }
        catch (Exception failure) when (failure is MessagingException or ArgumentException)
        {
            throw new DaemonUnavailableException($"The link to {options.Broker} cannot be made: {failure.Message}", failure);
        }
    }
}
