using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Operations;

namespace EbcSuite.Cli.Rendering;

/// <summary>Shows nothing: with <c>--json</c> only the result is printed.</summary>
public sealed class SilentProgress : IMigrationDisplay
{
    public async Task<Report> ShowAsync(IAsyncEnumerable<OperationUpdate> updates)
    {
        await foreach (var update in updates)
        {
            if (update is OperationEnded ended)
            {
                return ended.Report;
            }
        }

        throw new InvalidOperationException("The operation was followed without a report.");
    }
}
