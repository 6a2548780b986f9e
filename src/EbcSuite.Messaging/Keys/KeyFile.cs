using System.Text;

namespace EbcSuite.Messaging.Keys;

/// <summary>
/// Key pairs on disk: <c>NAME.key</c> holds the secret key (mode 0600) and <c>NAME.pub</c> beside it the public one; each
/// is one line, 40 characters of Z85.
/// </summary>
public static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary><c>vm-a1.key</c> → <c>vm-a1.pub</c>; any other name gets <c>.pub</c> behind it.</summary>
    public static string PublicPath(string secretPath) =>
        secretPath.EndsWith(".key", StringComparison.Ordinal) ? Path.ChangeExtension(secretPath, ".pub") : secretPath + ".pub";

    /// <summary>Writes both files. An existing secret file is never overwritten.</summary>
    /// <exception cref="MessagingException"><see cref="MessagingFault.BadKeyFile"/>: it exists, or cannot be written.</exception>
    public static void Write(string secretPath, KeyPair pair)
    {
        try
        {
            WriteSecret(secretPath, pair.SecretKey);
            File.WriteAllText(PublicPath(secretPath), pair.PublicKey + Environment.NewLine);
        }
        catch (IOException) when (File.Exists(secretPath))
        {
            throw Bad(secretPath, "exists already; remove it first if its key is no longer in use");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad(secretPath, $"cannot be written: {e.Message}");
        }
    }

    /// <summary>The pair of the file; where there is none, a new one, which is on the disk when this returns.</summary>
    /// <inheritdoc cref="ReadSecret" path="/exception"/>
    public static KeyPair ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            Write(path, KeyPair.Generate());
        }

        return ReadSecret(path);
    }

    /// <exception cref="MessagingException">
    /// <see cref="MessagingFault.BadKeyFile"/>: missing, unreadable, open to others, or not a key; the message says what to do.
    /// </exception>
    public static KeyPair ReadSecret(string path)
    {
        var text = ReadKey(path, secret: true);
        try
        {
            return KeyPair.FromSecret(text);
        }
        catch (FormatException e)
        {
            throw Bad(path, e.Message);
        }
    }

    /// <summary>A public key, such as the broker's.</summary>
    /// <inheritdoc cref="ReadSecret" path="/exception"/>
    public static string ReadPublic(string path) => ReadKey(path, secret: false);

    /// <summary>
    /// Whole or not there: a power cut must not leave half a key that is then neither used nor overwritten. Written beside with
    /// its mode from the start, so that there is no moment at which others could open it.
    /// </summary>
    private static void WriteSecret(string path, string secret)
    {
        var beside = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        try
        {
            using (var file = new FileStream(beside, options))
            {
                file.Write(Encoding.ASCII.GetBytes(secret + Environment.NewLine));
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: false);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static string ReadKey(string path, bool secret)
    {
        try
        {
            if (secret && (File.GetUnixFileMode(path) & Others) != 0)
            {
                throw Bad(path, $"can be read by others. Run: chmod 600 {path}");
            }

            var text = File.ReadAllText(path).Trim();
            return Z85.IsKey(text)
                ? text
                : throw Bad(path, $"does not hold a key (one line of {Z85.KeyLength} characters of Z85). Make one: ebc keygen");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Bad(path, "does not exist. Make one: ebc keygen");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, $"cannot be read: {e.Message}");
        }
    }

    private static MessagingException Bad(string path, string problem) =>
        new(MessagingFault.BadKeyFile, $"Key file {path} {problem}");
}
