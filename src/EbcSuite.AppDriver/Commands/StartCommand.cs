using EbcSuite.AppDriver.Applications;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Commands;

/// <summary>start: a new application, in a new directory.</summary>
public sealed class StartCommand(NodeParts node, DriverProbes probes, ApplicationWatch watch) : ICommandHandler
{
    public async Task<Report> HandleAsync(Command command, CancellationToken cancellation)
    {
        node.RequireAbsent(command.Application);
        var driver = node.DriverNamed(command.Driver);
        var launch = CommandBody.Read(command, CheckpointingJson.Default.LaunchSpecification);
        if (launch.Arguments is not { Count: > 0 })
        {
            throw new CommandRefusedException(CheckpointFault.BadRequest, "There is no program to start: 'arguments' is empty.");
        }

        if (launch.Commands is { } commands && ApplicationCommandRules.Fault(commands) is { } fault)
        {
            throw new CommandRefusedException(CheckpointFault.BadRequest, $"The body of '{command.Event}': {fault}.");
        }

        // The front-end chose by what this node told a while ago.
        var choice = DriverChoice.For(driver.Name, launch, [await probes.OfAsync(driver.Name, cancellation)]);
        if (choice.Driver is null)
        {
            throw new CommandRefusedException(choice.Fault ?? CheckpointFault.ToolMissing, choice.Reason);
        }

        launch = launch with { Environment = launch.Environment ?? new Dictionary<string, string>(StringComparer.Ordinal) };
        var record = node.RecordOf(command.Application).Become(ApplicationState.Starting, node.Now) with
        {
            Driver = driver.Name,
            Pid = null,
            ExitCode = null,
            Image = null,
            HomeFrom = null,
            Boot = node.Boot,
        };
        node.Records.Save(record);
        try
        {
            node.Images.RetireHome(command.Application);
            var application = await driver.StartAsync(node.HomeOf(command.Application), launch, cancellation);
            record = record.Become(ApplicationState.Running, node.Now) with { Pid = application.Pid, StartTime = application.StartTime };
            node.Records.Save(record);
            watch.Begin(record);
            return Report.Done(command, node.Node) with { State = ApplicationState.Running };
        }
        catch
        {
            node.Records.Save(record.End(ApplicationState.Ended, exitCode: null, node.Now));
            throw;
        }
    }
}
