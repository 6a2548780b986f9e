using System.Collections.Concurrent;
using System.Text.Json;

namespace EbcSuite.AppDriver.Records;

/// <summary>The records of all applications, each a file; what is told to be saved is on the disk when the call returns.</summary>
public sealed class RecordStore
{
    private readonly string _directory;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ApplicationRecord> _records = new(StringComparer.Ordinal);

    /// <exception cref="JsonException">A record is damaged: a person must look, for a token would be forgotten.</exception>
    public RecordStore(string stateDirectory)
    {
        _directory = Path.Combine(stateDirectory, "records");
        Directory.CreateDirectory(_directory);
        foreach (var path in Directory.EnumerateFiles(_directory, "*.json"))
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(path), AppDriverJson.Default.ApplicationRecord)
                ?? throw new JsonException($"'{path}' holds no record.");
            _records[record.Application] = record;
        }
    }

    /// <summary>Raised after a record was saved, with the one before (null: none): on the thread that saved it.</summary>
    public event Action<ApplicationRecord?, ApplicationRecord>? Saved;

    public IReadOnlyList<ApplicationRecord> All => [.. _records.Values.OrderBy(r => r.Application, StringComparer.Ordinal)];

    public ApplicationRecord? Find(string application) => _records.GetValueOrDefault(application);

    /// <summary>Saves a record. Its token never falls, whatever the caller's copy of the record says.</summary>
    public void Save(ApplicationRecord record)
    {
        ApplicationRecord? before;
        lock (_lock)
        {
            before = Find(record.Application);
            record = record with { Token = Math.Max(record.Token, before?.Token ?? 0) };
            Write(record);
        }

        Saved?.Invoke(before, record);
    }

    private void Write(ApplicationRecord record)
    {
        DurableFile.Write(
            Path.Combine(_directory, record.Application + ".json"),
            JsonSerializer.SerializeToUtf8Bytes(record, AppDriverJson.Default.ApplicationRecord));
        _records[record.Application] = record;
    }
}
