using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Commands;

/// <summary>Reads the JSON that a command brings.</summary>
internal static class CommandBody
{
    /// <exception cref="CommandRefusedException">BadRequest.</exception>
    public static T Read<T>(Command command, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(command.Body.Span, type)
                ?? throw new CommandRefusedException(CheckpointFault.BadRequest, $"The body of '{command.Event}' is null.");
        }
        catch (JsonException failure)
        {
            throw new CommandRefusedException(CheckpointFault.BadRequest, $"The body of '{command.Event}' is no {typeof(T).Name}: {failure.Message}");
        }
    }
}
