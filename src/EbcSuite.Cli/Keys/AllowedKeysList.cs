using EbcSuite.Messaging.Keys;

namespace EbcSuite.Cli.Keys;

/// <summary>Appends to a broker's list of allowed keys.</summary>
internal static class AllowedKeysList
{
    /// <summary>
    /// The new list is parsed as the broker will parse it, written beside the old one and moved over it, so that the broker
    /// never reads half of it. Two that append at once: the later one wins.
    /// </summary>
    /// <exception cref="CliException">The key is in the list already, or the list is wrong or cannot be written.</exception>
    public static async Task AppendAsync(string path, AllowedKey allowed, CancellationToken cancellation)
    {
        try
        {
            var old = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellation) : "";
            if (AllowedKeys.Parse(old, path).TryGet(allowed.PublicKey, out var known))
            {
                throw new CliException(
                    ExitCodes.Refused, "KeyExists", $"The key is in {path} already, as {known.Identity} ({known.Role}).", "Remove that line first.");
            }

            var text = old + (old.Length > 0 && !old.EndsWith('\n') ? "\n" : "") + allowed + "\n";
            _ = AllowedKeys.Parse(text, path);
            var beside = path + ".new";
            await File.WriteAllTextAsync(beside, text, cancellation);
            File.Move(beside, path, overwrite: true);
        }
        catch (AllowedKeysException e)
        {
            throw new CliException(ExitCodes.Usage, "BadAllowedKeys", e.Message, "Correct that line of the list.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"The list {path} cannot be written: {e.Message}", "Give a file in a directory that exists.");
        }
    }
}
