using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Operations;

namespace EbcSuite.Cli.Rendering;

/// <summary>Shows a migration while it goes on.</summary>
public interface IMigrationDisplay
{
    /// <summary>Shows every update, and returns the final report (done or not) when it came.</summary>
    Task<Report> ShowAsync(IAsyncEnumerable<OperationUpdate> updates);
}
