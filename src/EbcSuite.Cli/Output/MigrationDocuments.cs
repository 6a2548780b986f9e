using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Cli.Output;

/// <summary>The result of a migration in the shape that <c>ebc migrate --json</c> prints.</summary>
public static class MigrationDocuments
{
    public static MigrationDocument Of(Request request, Report report, MigrationSummary? summary) => new(
        report.Operation,
        report.Outcome,
        request.Application,
        summary?.From,
        report.To ?? request.To!,
        summary?.TotalMs ?? report.ElapsedMs,
        summary?.DowntimeMs,
        summary?.ImageBytes ?? report.Bytes,
        summary?.TransferredBytes,
        summary is null
            ? new Dictionary<string, long>(StringComparer.Ordinal)
            : Enum.GetValues<MigrationStep>().Select(Words.Of).Where(summary.StepsMs.ContainsKey)
                .ToDictionary(s => s, s => summary.StepsMs[s], StringComparer.Ordinal));
}
