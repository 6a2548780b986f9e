using System.Text.Json;

namespace EbcSuite.Checkpointing.Journal;

/// <summary>The journal as bytes: a record is one line of JSON that ends with a line feed.</summary>
public static class JournalText
{
    private const byte LineFeed = (byte)'\n';

    public static byte[] Write(JournalRecord record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, CheckpointingJson.Default.JournalRecord);
        return [.. json, LineFeed];
    }

    /// <summary>Reads a whole journal.</summary>
    /// <param name="whole">
    /// Bytes up to and with the last whole record. What follows is the tail of a write that a crash cut short: nothing was done
    /// after it, so it counts for nothing, and the file is to be cut there.
    /// </param>
    /// <exception cref="JournalException">A line that is not the last is no record: the file was damaged, not cut short.</exception>
    public static IReadOnlyList<JournalRecord> Read(ReadOnlySpan<byte> journal, out int whole)
    {
        var records = new List<JournalRecord>();
        whole = 0;
        for (var line = 1; whole < journal.Length; line++)
        {
            var rest = journal[whole..];
            var end = rest.IndexOf(LineFeed);
            if (end < 0)
            {
                break;
            }

            if (!TryRead(rest[..end], out var record, out var problem))
            {
                if (end + 1 == rest.Length)
                {
                    break;
                }

                throw new JournalException(line, problem);
            }

            records.Add(record);
            whole += end + 1;
        }

        return records;
    }

    private static bool TryRead(ReadOnlySpan<byte> line, out JournalRecord record, out string problem)
    {
        try
        {
            record = JsonSerializer.Deserialize(line, CheckpointingJson.Default.JournalRecord)!;
            problem = record is null ? "null is no record." : "";
            return record is not null;
        }
        catch (JsonException exception)
        {
            record = null!;
            problem = $"It is no record: {exception.Message}";
            return false;
        }
    }
}
