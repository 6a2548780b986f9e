using EbcSuite.Messaging.Files;

namespace EbcSuite.Messaging.Keys;

/// <summary>
/// The list of allowed keys as a file that is read again when it has changed. <see cref="Current"/> costs one stat(2), and
/// is meant to be asked at each handshake. A changed file that is wrong is reported once and the list before it stays.
/// Taking a key out keeps its holder from coming back; links that are up stay until the broker ends them.
/// Safe to use from several threads.
/// </summary>
public sealed class AllowedKeysFile
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly Action<Exception> _onProblem;
    private AllowedKeys _keys;
    private FileStamp _stamp;

    private AllowedKeysFile(string path, Action<Exception> onProblem)
    {
        _path = path;
        _onProblem = onProblem;
        _stamp = FileStamp.Of(path);
        _keys = Read(path);
    }

    /// <param name="onProblem">Told when a changed file cannot be read or is wrong; on the thread that asked.</param>
    /// <exception cref="AllowedKeysException">A line is wrong, or (line 0) the file cannot be read.</exception>
    public static AllowedKeysFile Open(string path, Action<Exception> onProblem) => new(path, onProblem);

    public AllowedKeys Current
    {
        get
        {
            lock (_gate)
            {
                var stamp = FileStamp.Of(_path);
                if (stamp != _stamp)
                {
                    _stamp = stamp;
                    try
                    {
                        _keys = Read(_path);
                    }
                    catch (AllowedKeysException e)
                    {
                        _onProblem(e);
                    }
                }

                return _keys;
            }
        }
    }

    private static AllowedKeys Read(string path)
    {
        try
        {
            return AllowedKeys.Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AllowedKeysException(path, 0, $"cannot be read: {e.Message}");
        }
    }
}
