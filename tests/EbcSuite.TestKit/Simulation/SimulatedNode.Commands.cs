using System.Text;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.TestKit.Simulation;

/// <summary>What the commands do to the copy and the images.</summary>
public sealed partial class SimulatedNode
{
    private static readonly byte[] SomeJson = Encoding.UTF8.GetBytes("{}");

    // What happens at once: a checkpoint stops the application first, and destroy and thaw end what is under way.
    private void Begin(Command command)
    {
        switch (command.Event)
        {
            case EventNames.Checkpoint when Copy is { State: ApplicationState.Running }:
                Copy.State = ApplicationState.Stopped;
                break;
            case EventNames.Thaw or EventNames.Destroy:
                foreach (var other in _underWay.Where(u => u.Key != command.Key && u.Value.Operation == command.Operation).ToList())
                {
                    _underWay.Remove(other.Key);
                }

                break;
        }
    }

    // Null: not finished yet.
    private Report? Do(Command command)
    {
        var done = Report.Done(command, Name);
        switch (command.Event)
        {
            case EventNames.Inspect:
                return Copy is { State: ApplicationState.Running } ? done with { Body = SomeJson } : Lost(command);

            case EventNames.Reserve:
                return done;

            case EventNames.Checkpoint when Copy is null:
                return Lost(command);
            case EventNames.Checkpoint:
                _images[command.Operation] = Copy.Iteration;
                Copy = !_capabilities.KeepsSourceStopped && command.Keep == "stopped" ? null : Copy;
                if (command.Keep == "running")
                {
                    Copy!.State = ApplicationState.Running;
                }

                return done with { Body = SomeJson, Bytes = 4096 };

            case EventNames.Transfer when command.Role == "receive":
                if (!_others[command.FromNode!]._images.TryGetValue(command.Operation, out var iteration))
                {
                    return null;
                }

                _images[command.Operation] = iteration;
                return done;
            case EventNames.Transfer:
                return _others[command.To!]._images.ContainsKey(command.Operation) ? done with { Bytes = 1024 } : null;

            case EventNames.Restart when !_images.ContainsKey(command.Image!):
                return Report.NotDone(command, Name, Outcomes.Failed, CheckpointFault.UnknownImage, "no image");
            case EventNames.Restart:
                var state = command.Hold == true ? ApplicationState.Prepared : ApplicationState.Running;
                Copy = new(state, _images[command.Image!], command.Token);
                return done with { State = state };

            case EventNames.Thaw when Copy is null:
                return Lost(command);
            case EventNames.Thaw:
                Copy.State = ApplicationState.Running;
                Copy.Token = command.Token;
                return done with { State = ApplicationState.Running };

            case EventNames.Destroy:
                Copy = null;
                if (command.Files == "remove")
                {
                    _images.Remove(command.Operation);
                }

                return done;

            case EventNames.Start:
                Copy ??= new(ApplicationState.Running, _application.Done, command.Token);
                return done with { State = ApplicationState.Running };

            default:
                throw new InvalidOperationException($"No command: {command.Event}");
        }
    }

    private Report Lost(Command command) =>
        Report.NotDone(command, Name, Outcomes.Failed, CheckpointFault.ApplicationLost, "no process");
}
