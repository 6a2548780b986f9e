using System.Text;

namespace EbcSuite.Messaging.Files;

/// <summary>
/// A small text file that several programs change: each reads, decides and replaces it while it holds the lock of its
/// directory, so that no change is lost. Who only reads needs no lock: the file is always whole, also after a power cut.
/// Keeps the owner. Any thread.
/// </summary>
/// <param name="path">A link is followed.</param>
/// <param name="mode">Of the file when it is new, or always, see <paramref name="keepMode"/>.</param>
/// <param name="keepMode">Whether an existing file's mode stays.</param>
/// <param name="time">For the waiting on the lock.</param>
/// <param name="newLike">A new file gets the owner of this one, if it is there, and else its directory's.</param>
public sealed class EditedFile(string path, UnixFileMode mode, bool keepMode, TimeProvider time, string? newLike = null)
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);

    public string Path { get; } = path;

    /// <summary>Reads, asks <paramref name="edit"/>, and writes if it gives a text. What it throws leaves the file as it is.</summary>
    /// <param name="edit">
    /// From the text, which is null where there is no file, to the new text, or null to leave it, and a result.
    /// </param>
    /// <exception cref="IOException">It cannot be read or written, or others held the lock for 5 s.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public async Task<T> ChangeAsync<T>(Func<string?, (string? Text, T Result)> edit, CancellationToken cancellation)
    {
        var file = new FileInfo(Path);
        var target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        using var directory = await LockAsync(System.IO.Path.GetDirectoryName(target)!, cancellation).ConfigureAwait(false);
        var old = File.Exists(target) ? await File.ReadAllTextAsync(target, cancellation).ConfigureAwait(false) : null;
        var (text, result) = edit(old);
        if (text is not null)
        {
            Replace(target, text, old is not null, directory);
        }

        return result;
    }

    private void Replace(string target, string text, bool existed, DirectoryHandle directory)
    {
        var beside = target + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = existed && keepMode ? File.GetUnixFileMode(target) : mode,
        };
        using (var file = new FileStream(beside, options))
        {
            // The mode again: the umask has taken bits off it.
            File.SetUnixFileMode(file.SafeFileHandle, options.UnixCreateMode!.Value);
            var like = existed ? target : File.Exists(newLike) ? newLike : System.IO.Path.GetDirectoryName(target)!;
            FileOwner.Copy(like, file.SafeFileHandle);
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, target, overwrite: true);
        directory.Flush();
    }

    private async Task<DirectoryHandle> LockAsync(string directory, CancellationToken cancellation)
    {
        var handle = DirectoryHandle.Open(directory);
        try
        {
            var began = time.GetTimestamp();
            while (!handle.TryLock())
            {
                if (time.GetElapsedTime(began) >= LockPatience)
                {
                    throw new IOException($"{directory} has been locked for {LockPatience.TotalSeconds:0} s: another program changes {Path}");
                }

                await Task.Delay(LockPause, time, cancellation).ConfigureAwait(false);
            }

            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
