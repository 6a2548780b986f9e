using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Cli.Operations;

/// <summary>Asks <c>sys_info</c>.</summary>
internal static class SystemInfoQuery
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);

    public static async Task<SystemInfo> AskAsync(Session session, CancellationToken cancellation)
    {
        var report = await session.RequestAsync(
            (operation, from) => new() { Event = EventNames.SystemInfo, Operation = operation, From = from },
            UsualTimeout,
            cancellation);
        try
        {
            return JsonSerializer.Deserialize(report.Body.Span, CheckpointingJson.Default.SystemInfo)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new CliException(
                ExitCodes.Internal, "BadAnswer", $"The front-end's answer is not understood: {e.Message}", "Are ebc and ebc-frontend of one version?");
        }
    }
}
