namespace EbcSuite.Drivers.Processes;

/// <summary>What a tool left: its exit code (128 + n when signal n ended it) and the ends of its two streams.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;
}
