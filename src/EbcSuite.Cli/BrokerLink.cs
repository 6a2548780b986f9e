using EbcSuite.Cli.Settings;
using EbcSuite.Messaging;

namespace EbcSuite.Cli;

/// <summary>Dials a broker as the settings say.</summary>
internal static class BrokerLink
{
    /// <exception cref="MessagingException">A key file is missing or wrong.</exception>
    public static IEventClient Dial(ConnectionSettings settings) => throw new NotSupportedException(settings.Broker);
}
