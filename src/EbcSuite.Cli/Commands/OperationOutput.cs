using System.Text.Json;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Output;

namespace EbcSuite.Cli.Commands;

/// <summary>Prints what became of an operation that was done.</summary>
internal static class OperationOutput
{
    /// <param name="sentence">For people: what was done.</param>
    public static void Write(Session session, Report report, string application, string? to, string sentence)
    {
        if (!session.Json)
        {
            session.Out.WriteLine($"{sentence} (operation {report.Operation})");
            return;
        }

        var document = new OperationDocument(
            report.Operation,
            report.Of,
            report.Outcome,
            application,
            report.To ?? to,
            report.State is { } state ? Words.Of(state) : null,
            report.Image,
            report.Bytes,
            report.ElapsedMs);
        session.Out.WriteLine(JsonSerializer.Serialize(document, Readable.Json.OperationDocument));
    }
}
