using System.Runtime.CompilerServices;

namespace EbcSuite.Messaging.Sockets;

/// <summary>Refuses option values by name.</summary>
internal static class OptionRange
{
    public static void Check<T>(T value, T lowest, T highest, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(lowest) < 0 || value.CompareTo(highest) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {lowest} to {highest}.");
        }
    }

    /// <summary><c>tcp://HOST:PORT</c>; a server may say * for either.</summary>
    public static void CheckEndpoint(string endpoint, string name)
    {
        var colon = endpoint.LastIndexOf(':');
        if (!endpoint.StartsWith("tcp://", StringComparison.Ordinal) || colon <= "tcp://".Length || colon == endpoint.Length - 1)
        {
            throw new ArgumentException($"{name} must be tcp://HOST:PORT, not '{endpoint}'.", name);
        }
    }

    public static void CheckKey(string key, string name)
    {
        if (!Keys.Z85.IsKey(key))
        {
            throw new ArgumentException($"{name} must be a key: {Keys.Z85.KeyLength} characters of Z85.", name);
        }
    }
}
