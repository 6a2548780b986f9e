using System.Text.Json;
using System.Text.Json.Serialization;
using EbcSuite.Checkpointing;

namespace EbcSuite.Drivers.OpenMpi;

/// <summary>
/// What lies in an image's directory: which checkpoint it is. The snapshot itself stays below the application's directory, for its
/// metadata has absolute paths in it, and that directory has the same path everywhere.
/// </summary>
/// <param name="Reference">Of a job of mpirun; null for a program of one process, whose image is <see cref="AloneFile"/>.</param>
public sealed record OpenMpiImage(OpenMpiReference? Reference)
{
    public const string File = "checkpoint.json";

    /// <summary>BLCR's file, beside.</summary>
    public const string AloneFile = "context.blcr";

    public void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        System.IO.File.WriteAllBytes(Path.Combine(directory, File), JsonSerializer.SerializeToUtf8Bytes(this, OpenMpiJson.Default.OpenMpiImage));
    }

    /// <exception cref="CheckpointException">ImageIncomplete.</exception>
    public static OpenMpiImage Read(string directory)
    {
        var path = Path.Combine(directory, File);
        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(path), OpenMpiJson.Default.OpenMpiImage) ?? throw new JsonException("it is null");
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            throw new CheckpointException(CheckpointFault.ImageIncomplete, $"'{path}' cannot be read: {failure.Message}", failure);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OpenMpiImage))]
internal sealed partial class OpenMpiJson : JsonSerializerContext;
