using System.Text.Json;
using EbcSuite.Cli.Output;

namespace EbcSuite.Cli.Rendering;

/// <summary>Tells a failure: two lines for people, one JSON document for scripts; always on stderr.</summary>
public static class Failures
{
    public static void Write(TextWriter error, CliException failure, bool json)
    {
        if (json)
        {
            error.WriteLine(JsonSerializer.Serialize(
                new FailureDocument(
                    failure.Name, failure.Message, failure.Advice, failure.Outcome, failure.Operation, failure.ExitCode),
                Readable.Json.FailureDocument));
            return;
        }

        error.WriteLine($"ebc: {failure.Name}: {OneLine(failure.Message)}");
        error.WriteLine($"     {OneLine(failure.Advice)}" + (failure.Operation is { } id ? $" (operation {id})" : ""));
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
