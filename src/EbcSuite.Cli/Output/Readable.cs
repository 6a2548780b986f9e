using System.Text.Encodings.Web;
using System.Text.Json;

namespace EbcSuite.Cli.Output;

/// <summary>As <see cref="CliJson"/>, with the letters of every language as they are: a terminal reads it, not a browser.</summary>
internal static class Readable
{
    public static CliJson Json { get; } = new(
        new JsonSerializerOptions(CliJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
