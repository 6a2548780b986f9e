using System.Diagnostics.CodeAnalysis;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>Enumerations as attributes write them: the name in lower case.</summary>
[SuppressMessage("Globalization", "CA1308", Justification = "The words of the wire are lower case.")]
public static class Words
{
    public static string Of(ApplicationState state) => state.ToString().ToLowerInvariant();

    public static string Of(MigrationStep step) => step.ToString().ToLowerInvariant();

    public static ApplicationState? State(string? word) => Read<ApplicationState>(word);

    public static MigrationStep? Step(string? word) => Read<MigrationStep>(word);

    private static T? Read<T>(string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString().ToLowerInvariant(), word, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
