using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Hosting;

namespace EbcSuite.FrontEnd.Edge;

/// <summary>The journal on disk. One owner: a second front-end on the same directory is refused. One thread.</summary>
public sealed class JournalFile : IDisposable
{
    private readonly FileStream _lock;
    private readonly FileStream _stream;

    private JournalFile(FileStream @lock, FileStream stream, JournalReplay replay, int cutBytes)
    {
        _lock = @lock;
        _stream = stream;
        Replay = replay;
        CutBytes = cutBytes;
    }

    /// <summary>What the journal came to when it was opened.</summary>
    public JournalReplay Replay { get; }

    /// <summary>Bytes of an unfinished last record that were cut off; 0 if the journal was whole.</summary>
    public int CutBytes { get; }

    /// <summary>
    /// Reads <c>journal.jsonl</c> in the directory, leaves out an unfinished last record, and writes what still matters anew.
    /// </summary>
    /// <param name="keep">Finished operations whose last word is kept.</param>
    /// <exception cref="JournalException">The journal is damaged; it is left as it is.</exception>
    /// <exception cref="DaemonUnavailableException">Another process has it, or the directory cannot be used.</exception>
    public static JournalFile Open(string directory, PlanTimings timings, int keep)
    {
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(directory);
            held = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var path = Path.Combine(directory, "journal.jsonl");
            var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
            var records = JournalText.Read(bytes, out var whole);
            var replay = JournalReplay.Of(records, timings);
            var stream = Rewrite(path, JournalShortening.Of(records, replay, keep));
            var file = new JournalFile(held, stream, replay, bytes.Length - whole);
            held = null;
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DaemonUnavailableException(
                $"The journal in {directory} cannot be used: {exception.Message} Is another front-end running on this directory?",
                exception);
        }
        finally
        {
            held?.Dispose();
        }
    }

    /// <summary>Returns when the record is on the disk (fsync(2)).</summary>
    public void Append(JournalRecord record)
    {
        _stream.Write(JournalText.Write(record));
        _stream.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _lock.Dispose();
    }

    // Beside the old one first, and the rename is the moment: a crash at any time leaves one of them, whole.
    private static FileStream Rewrite(string path, IReadOnlyList<JournalRecord> records)
    {
        var fresh = path + ".new";
        var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
        try
        {
            foreach (var record in records)
            {
                stream.Write(JournalText.Write(record));
            }

            stream.Flush(flushToDisk: true);
            File.Move(fresh, path, overwrite: true);
            return stream;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            stream.Dispose();
            throw;
        }
    }
}
