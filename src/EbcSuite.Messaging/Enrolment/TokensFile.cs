using EbcSuite.Messaging.Files;

namespace EbcSuite.Messaging.Enrolment;

/// <summary>
/// The file of tokens on the broker's machine, which <c>ebc token</c> and the broker change. <see cref="Current"/> costs one
/// stat(2); a file that is missing has no tokens, and one that is wrong has none either, which is reported once. Any thread.
/// </summary>
public sealed class TokensFile(string path, TimeProvider time, Action<Exception> onProblem)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _gate = new();
    // root makes tokens, and the broker, with a user of its own, must read them: whose the list beside is, theirs they are.
    private readonly EditedFile _file =
        new(path, OwnerOnly, keepMode: false, time, newLike: System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", "allowed-keys"));
    private TokenList _current = TokenList.Empty;
    private FileStamp? _stamp;

    public string Path => path;

    public TokenList Current
    {
        get
        {
            lock (_gate)
            {
                var stamp = FileStamp.Of(path);
                if (stamp != _stamp)
                {
                    _stamp = stamp;
                    _current = ReadOrEmpty();
                }

                return _current;
            }
        }
    }

    /// <exception cref="TokensException">It is there and cannot be read.</exception>
    public static TokenList Read(string path)
    {
        try
        {
            return TokenList.Parse(File.Exists(path) ? File.ReadAllText(path) : null, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokensException(path, $"cannot be read: {e.Message}");
        }
    }

    /// <summary>Changes the list as it is on the disk now, durably, while nobody else does.</summary>
    /// <param name="edit">To the new list, or null to leave it, and a result.</param>
    /// <exception cref="TokensException">It is there and cannot be read, or cannot be written.</exception>
    public async Task<T> ChangeAsync<T>(Func<TokenList, (TokenList? List, T Result)> edit, CancellationToken cancellation)
    {
        try
        {
            return await _file.ChangeAsync(
                text =>
                {
                    var (list, result) = edit(TokenList.Parse(text, path));
                    return (list?.ToString(), result);
                },
                cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokensException(path, $"cannot be changed: {e.Message}");
        }
    }

    private TokenList ReadOrEmpty()
    {
        try
        {
            return Read(path);
        }
        catch (TokensException e)
        {
            onProblem(e);
            return TokenList.Empty;
        }
    }
}
