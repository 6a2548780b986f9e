using System.Globalization;

namespace EbcSuite.Benchmarks;

/// <summary>What <see cref="Ping"/> has written so far, read while it goes on writing.</summary>
internal sealed class LatencySamples(string path)
{
    /// <summary>The end of the name of the file with the progress of a migration.</summary>
    public const string Moves = ".moves";

    public List<(long SentMs, double TookUs)> RoundTrips() =>
        [.. Lines(path).Select(fields => ((long)fields[0], fields[1]))];

    /// <summary>When the first and the last byte of an image was told, in Unix ms; null before the last one.</summary>
    public (long FromMs, long ToMs)? Transfer()
    {
        var moves = Lines(path + Moves).ToList();
        return moves.Find(fields => fields[1] >= fields[2]) is { } last ? ((long)moves[0][0], (long)last[0]) : null;
    }

    private static IEnumerable<double[]> Lines(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        // The last line may be half written.
        var text = File.ReadAllText(path);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray());
    }
}
