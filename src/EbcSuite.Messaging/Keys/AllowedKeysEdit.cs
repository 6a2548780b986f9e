using EbcSuite.Messaging.Files;

namespace EbcSuite.Messaging.Keys;

/// <summary>Appends to a broker's list of allowed keys, which the broker reads again by itself. Any thread.</summary>
public sealed class AllowedKeysEdit(string path, TimeProvider time)
{
    private const UnixFileMode OwnerWritesAllRead =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly EditedFile _file = new(path, OwnerWritesAllRead, keepMode: true, time);

    /// <summary>The list as it is on the disk now.</summary>
    /// <exception cref="AllowedKeysException">A line is wrong, or (line 0) the file cannot be read.</exception>
    public AllowedKeys Read()
    {
        try
        {
            return AllowedKeys.Parse(File.Exists(path) ? File.ReadAllText(path) : "", path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AllowedKeysException(path, 0, $"cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// Appends a line as it will be read, keeping what is there, comments too, unless <paramref name="judge"/> throws or says that
    /// nothing is to be done. The list is on the disk when this returns.
    /// </summary>
    /// <param name="judge">Asked with the list as it is now: whether the line is to be added.</param>
    /// <exception cref="AllowedKeysException">The list, or the line, is wrong, or it cannot be written (line 0).</exception>
    public async Task AppendAsync(AllowedKey allowed, Func<AllowedKeys, bool> judge, CancellationToken cancellation)
    {
        try
        {
            await _file.ChangeAsync(
                old =>
                {
                    var before = old ?? "";
                    if (!judge(AllowedKeys.Parse(before, path)))
                    {
                        return (null, false);
                    }

                    var text = before + (before.Length > 0 && !before.EndsWith('\n') ? "\n" : "") + allowed + "\n";
                    return AllowedKeys.Parse(text, path).TryGet(allowed.PublicKey, out var read) && read == allowed
                        ? (text, true)
                        : throw new AllowedKeysException(path, 0, $"the line for '{allowed.Identity}' would not be read as it was meant");
                },
                cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AllowedKeysException(path, 0, $"cannot be written: {e.Message}");
        }
    }
}
