namespace EbcSuite.Cli.Settings;

/// <summary>Which broker, and with which keys.</summary>
/// <param name="Broker">The broker's endpoint, <c>tcp://HOST:PORT</c>.</param>
/// <param name="BrokerKey">The broker's public key: 40 characters of Z85, or the path of a file with it.</param>
/// <param name="Key">The path of this user's secret key file.</param>
/// <param name="Identity">Who we are in the broker's list of allowed keys.</param>
public sealed record ConnectionSettings(string Broker, string BrokerKey, string Key, string Identity);
