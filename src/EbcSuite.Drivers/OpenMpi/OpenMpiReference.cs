using System.Globalization;
using System.Text.RegularExpressions;

namespace EbcSuite.Drivers.OpenMpi;

/// <summary>One checkpoint of a job: its global snapshot's name and the number of the checkpoint in it.</summary>
public sealed partial record OpenMpiReference(int Sequence, string Snapshot)
{
    /// <summary>Of <c>Snapshot Ref.:   0 ompi_global_snapshot_3921.ckpt</c>; null when the text has none.</summary>
    public static OpenMpiReference? In(string output) => Line().Match(output) is { Success: true } match
        ? new(int.Parse(match.Groups["sequence"].Value, CultureInfo.InvariantCulture), match.Groups["snapshot"].Value)
        : null;

    /// <summary>The name is a directory's: no path.</summary>
    [GeneratedRegex(@"Snapshot Ref\.:\s+(?<sequence>\d{1,9})\s+(?<snapshot>[A-Za-z0-9_.-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
