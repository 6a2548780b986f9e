using System.Security.Cryptography;

namespace EbcSuite.Cli.Operations;

/// <summary>An operation's id: whoever asks chooses it, and finds it again in every daemon's log.</summary>
public static class OperationId
{
    /// <summary>16 hexadecimal digits at random.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
