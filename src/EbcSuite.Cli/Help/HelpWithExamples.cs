using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EbcSuite.Cli.Help;

/// <summary>The usual help, then examples of that command, then the exit codes.</summary>
public sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Help of a half-written command is help, not an error.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var writer = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (Examples.Of(string.Join(' ', CommandPath.Of(command).Skip(1))) is { Length: > 0 } examples)
        {
            writer.WriteLine("Examples:");
            foreach (var example in examples)
            {
                writer.WriteLine($"  {example}");
            }

            writer.WriteLine();
        }

        writer.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCodes.Table)
        {
            writer.WriteLine($"  {code,-4} {meaning}");
        }

        writer.WriteLine();
        return ExitCodes.Done;
    }
}
