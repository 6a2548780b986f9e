using System.Globalization;
using EbcSuite.Checkpointing;

namespace EbcSuite.Drivers.OpenMpi;

/// <summary>One sequence of a global snapshot.</summary>
/// <param name="Processes">Their names, as Open MPI gives them: 2853306369.0.</param>
/// <param name="Component">What wrote the processes: blcr, self; null when it is not told.</param>
/// <param name="Locations">Directories of the processes' snapshots, as they were written.</param>
/// <param name="Finished">Only with its Finished line a sequence is whole.</param>
public sealed record OpenMpiSequence(
    int Number, string? Timestamp, IReadOnlyList<string> Processes, string? Component, IReadOnlyList<string> Locations, bool Finished);

/// <summary>A global snapshot's <c>global_snapshot_meta.data</c>: lines of <c># Key: value</c>.</summary>
public sealed record OpenMpiMetadata(IReadOnlyList<OpenMpiSequence> Sequences)
{
    public const string File = "global_snapshot_meta.data";

    /// <summary>Reads what is there; unknown lines are passed over, for each version writes others.</summary>
    public static OpenMpiMetadata Parse(string text)
    {
        var sequences = new List<OpenMpiSequence>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries).Where(l => l.StartsWith('#')))
        {
            var words = line[1..].Split(':', 2, StringSplitOptions.TrimEntries);
            if (words.Length < 2)
            {
                continue;
            }

            var (key, value) = (words[0], words[1]);
            if (key == "Seq" && int.TryParse(value, CultureInfo.InvariantCulture, out var number))
            {
                sequences.Add(new(number, Timestamp: null, [], Component: null, [], Finished: false));
            }
            else if (key == "Finished Seq" && int.TryParse(value, CultureInfo.InvariantCulture, out var finished))
            {
                Change(sequences, s => s.Number == finished, s => s with { Finished = true });
            }
            else
            {
                Change(sequences, s => ReferenceEquals(s, sequences[^1]), s => key switch
                {
                    "Timestamp" => s with { Timestamp = s.Timestamp ?? value },
                    "Process" => s with { Processes = [.. s.Processes, value] },
                    "OPAL CRS Component" => s with { Component = value },
                    "Snapshot Location" => s with { Locations = [.. s.Locations, value] },
                    _ => s,
                });
            }
        }

        return new(sequences);
    }

    /// <summary>Null when this sequence can be restarted.</summary>
    /// <param name="snapshot">The snapshot's name, for the message.</param>
    public CheckpointException? Obstacle(int sequence, string snapshot) => Sequences.LastOrDefault(s => s.Number == sequence) switch
    {
        null => new(
            CheckpointFault.ImageIncomplete,
            $"Snapshot {snapshot} has no sequence {sequence}; it has: {string.Join(", ", Sequences.Select(s => s.Number))}."),
        { Finished: false } => new(
            CheckpointFault.ImageIncomplete, $"Sequence {sequence} of snapshot {snapshot} was not finished: it has no '# Finished Seq: {sequence}'."),
        { Processes.Count: 0 } => new(CheckpointFault.ImageIncomplete, $"Sequence {sequence} of snapshot {snapshot} names no process."),
        _ => null,
    };

    private static void Change(List<OpenMpiSequence> sequences, Func<OpenMpiSequence, bool> which, Func<OpenMpiSequence, OpenMpiSequence> how)
    {
        if (sequences.Count > 0 && sequences.FindLastIndex(s => which(s)) is >= 0 and var at)
        {
            sequences[at] = how(sequences[at]);
        }
    }
}
