using EbcSuite.AppDriver.Applications;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Drivers.Preflight;

namespace EbcSuite.AppDriver.Commands;

/// <summary>reserve: whether the application could be restored here; sets space aside for it.</summary>
public sealed class ReserveCommand(NodeParts node, DriverProbes probes, Reservations reservations) : ICommandHandler
{
    public async Task<Report> HandleAsync(Command command, CancellationToken cancellation)
    {
        node.RequireAbsent(command.Application);
        if (command.Body.IsEmpty)
        {
            return Report.Done(command, node.Node);
        }

        var needs = CommandBody.Read(command, CheckpointingJson.Default.Requirements);
        node.DriverNamed(needs.Driver);
        if (command.Force != true)
        {
            var facts = new TargetFacts(
                await probes.OfAsync(needs.Driver, cancellation),
                Machine.Architecture,
                Machine.CpuFlags().ToHashSet(StringComparer.Ordinal),
                node.Images.FreeBytes - reservations.BytesOfOthers(command.Application),
                node.Images.HomeOf(command.Application),
                path => new FileInfo(path) is { Exists: true } file ? file.Length : null);
            if (TargetCheck.Obstacle(needs, facts) is { } obstacle)
            {
                throw new CommandRefusedException(obstacle.Fault, obstacle.Message);
            }
        }

        reservations.Set(command.Application, TargetCheck.SpaceFor(needs));
        return Report.Done(command, node.Node);
    }
}
