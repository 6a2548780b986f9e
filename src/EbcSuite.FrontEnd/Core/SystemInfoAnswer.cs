using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.FrontEnd.Core;

/// <summary>The answer to sys_info: all that is known, and what is under way.</summary>
internal static class SystemInfoAnswer
{
    public static Report To(Request request, Fleet fleet, Operations operations, FrontEndSettings settings)
    {
        var applications = fleet.Applications().Select(p =>
        {
            var plan = operations.Of(p.Status.Application);
            return new ApplicationInfo(
                p.Status.Application, p.Node.Name, p.Node.Status!.Site, p.Status, plan?.Operation, plan?.Step);
        });
        return new()
        {
            Operation = request.Operation,
            Of = request.Event,
            From = settings.Identity,
            Outcome = Outcomes.Done,
            Final = true,
            Body = JsonSerializer.SerializeToUtf8Bytes(
                new SystemInfo(fleet.Sites(), [.. applications]), CheckpointingJson.Default.SystemInfo),
        };
    }
}
