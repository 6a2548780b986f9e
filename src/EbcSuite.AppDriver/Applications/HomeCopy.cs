using EbcSuite.Checkpointing;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.AppDriver.Applications;

/// <summary>A copy of an application's directory: holes stay holes, and where the file system can share blocks it does.</summary>
public sealed class HomeCopy(ToolRunner tools)
{
    /// <param name="target">Must not exist.</param>
    /// <exception cref="CheckpointException">DiskFull or DumpFailed.</exception>
    public async Task CopyAsync(string source, string target, CancellationToken cancellation)
    {
        var command = new ToolCommand(
            "cp", ["--archive", "--sparse=always", "--reflink=auto", "--no-target-directory", "--", source, target], "coreutils");
        var result = await tools.RunAsync(command, cancellation);
        if (!result.Succeeded)
        {
            throw new CheckpointException(
                result.Errors.Contains("No space left", StringComparison.Ordinal) ? CheckpointFault.DiskFull : CheckpointFault.DumpFailed,
                $"The application's directory could not be copied, cp's exit code {result.ExitCode}: {result.Errors.Trim()}");
        }
    }
}
