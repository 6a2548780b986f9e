namespace EbcSuite.TestKit.Hosts;

/// <summary>How a command ended: its exit code (128 + n after signal n) and what it wrote.</summary>
public sealed record ProcessResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Returns itself after exit code 0.</summary>
    /// <exception cref="InvalidOperationException">Any other exit code; the message carries command and output.</exception>
    public ProcessResult Succeeded() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"exit code {ExitCode} of: {Command}\n{Output}{Error}");
}
