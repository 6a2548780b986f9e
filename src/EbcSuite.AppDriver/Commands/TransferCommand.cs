using EbcSuite.AppDriver.Streams;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Images;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Commands;

/// <summary>transfer: one end of an image's way.</summary>
public sealed class TransferCommand(NodeParts node, BulkPlane plane, StreamOptions options, NodeVoice voice) : ICommandHandler
{
    public Task<Report> HandleAsync(Command command, CancellationToken cancellation) =>
        command.Role == "send" ? SendAsync(command, cancellation) : ReceiveAsync(command, cancellation);

    private async Task<Report> SendAsync(Command command, CancellationToken cancellation)
    {
        var image = command.Image ?? command.Operation;
        var manifest = node.Images.Find(image)
            ?? throw new CommandRefusedException(CheckpointFault.UnknownImage, $"There is no image '{image}' on '{node.Node}'.");
        var began = node.Time.GetTimestamp();
        using var sender = new ImageSender(plane, options, node.Time);
        var hashed = await sender.SendAsync(
            manifest, node.Images.RootsOf(image, command.Application), command.Stream!, command.To!, cancellation);
        node.Images.Save(hashed);
        return Report.Done(command, node.Node) with
        {
            Image = image,
            Bytes = sender.SentBytes,
            ElapsedMs = (long)node.Time.GetElapsedTime(began).TotalMilliseconds,
        };
    }

    private async Task<Report> ReceiveAsync(Command command, CancellationToken cancellation)
    {
        var manifest = CommandBody.Read(command, CheckpointingJson.Default.Manifest);
        if (ManifestRules.Fault(manifest) is { } fault)
        {
            throw new CommandRefusedException(CheckpointFault.BadRequest, fault);
        }

        if (!string.Equals(manifest.Application, command.Application, StringComparison.Ordinal))
        {
            throw new CommandRefusedException(
                CheckpointFault.BadRequest, $"The image is of '{manifest.Application}', the command for '{command.Application}'.");
        }

        node.RequireAbsent(command.Application);
        var began = node.Time.GetTimestamp();
        var image = manifest.Image;
        node.Images.Clear(image);
        node.Records.Save(node.RecordOf(command.Application) with { Image = image, HomeFrom = null });
        try
        {
            var roots = new ImageRoots(node.Images.ToolDirectoryOf(image), node.Images.HomeCopyOf(image));
            var receiver = new ImageReceiver(plane, options, node.Time);
            var hashed = await receiver.ReceiveAsync(
                manifest, roots, command.Stream!, command.FromNode!, written => Tell(command, written, manifest.TotalBytes), cancellation);
            node.Images.Save(hashed);
        }
        catch (Exception failure)
        {
            node.Images.Free(image);
            node.Records.Save(node.RecordOf(command.Application) with { Image = null });
            throw failure is IOException io ? ImageTree.Explain(io) : failure;
        }

        return Report.Done(command, node.Node) with
        {
            Image = image,
            Bytes = manifest.TotalBytes,
            ElapsedMs = (long)node.Time.GetElapsedTime(began).TotalMilliseconds,
        };
    }

    private void Tell(Command command, long written, long total) => voice.Say(new Progress
    {
        Operation = command.Operation,
        From = node.Node,
        Application = command.Application,
        Step = MigrationStep.Transferring,
        Done = written,
        Total = total,
    }.ToNotification());
}
