using EbcSuite.Messaging.Keys;

namespace EbcSuite.Cli.Keys;

/// <summary>Appends to a broker's list of allowed keys.</summary>
internal static class AllowedKeysList
{
    /// <exception cref="CliException">The key is in the list already, or the list is wrong or cannot be written.</exception>
    public static async Task AppendAsync(string path, AllowedKey allowed, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await new AllowedKeysEdit(path, time).AppendAsync(
                allowed,
                keys => !keys.TryGet(allowed.PublicKey, out var known)
                    ? true
                    : throw new CliException(
                        ExitCodes.Refused, "KeyExists", $"The key is in {path} already, as {known.Identity} ({known.Role}).", "Remove that line first."),
                cancellation);
        }
        catch (AllowedKeysException e) when (e.Line == 0)
        {
            throw CliException.Usage($"The list {path} {e.Problem}", "Give a file in a directory that exists.");
        }
        catch (AllowedKeysException e)
        {
            throw new CliException(ExitCodes.Usage, "BadAllowedKeys", e.Message, "Correct that line of the list.");
        }
    }
}
