using EbcSuite.Cli.Settings;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Cli;

/// <summary>Dials a broker as the settings say.</summary>
internal static class BrokerLink
{
    /// <exception cref="MessagingException">A key file is missing or wrong.</exception>
    public static IEventClient Dial(ConnectionSettings settings) => EventClient.Start(
        new()
        {
            Endpoint = settings.Broker,
            Identity = settings.Identity,
            Key = KeyFile.ReadSecret(settings.Key),
            BrokerPublicKey = Z85.IsKey(settings.BrokerKey) ? settings.BrokerKey : KeyFile.ReadPublic(settings.BrokerKey),
        },
        TimeProvider.System);
}
