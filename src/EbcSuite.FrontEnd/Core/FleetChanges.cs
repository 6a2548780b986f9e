using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.FrontEnd.Core;

/// <summary>What an operation's end means for what is known of applications, before the nodes tell of it themselves.</summary>
internal static class FleetChanges
{
    public static void Apply(Fleet fleet, OperationPlan plan, Report report, DateTimeOffset now)
    {
        switch (plan)
        {
            case MigrationPlan migration when report.IsDone:
                var status = fleet.Application(plan.Application)?.Status;
                fleet.Change(migration.Request.From, plan.Application, certain: true, _ => null);
                Running(fleet, plan, migration.Request.To, status?.Driver, now);
                break;
            case MigrationPlan migration when report.Error != CheckpointFault.ApplicationLost:
                fleet.Change(migration.Request.From, plan.Application, certain: true, old => old is null ? null
                    : old with { State = ApplicationState.Running });
                fleet.Change(migration.Request.To, plan.Application, certain: true, _ => null);
                break;
            case CommandPlan { Of: EventNames.StartApplication } command when report.IsDone:
                Running(fleet, plan, report.To!, command.Request.Command.Driver, now);
                break;
            case CommandPlan { Of: EventNames.RestartApplication } when report.IsDone:
                Running(fleet, plan, report.To!, driver: null, now);
                break;
            case CommandPlan { Of: EventNames.StopApplication } command when report.IsDone:
                fleet.Change(report.To!, plan.Application, certain: true, old =>
                    old is null || command.Request.Command.Files == "remove" ? null
                        : old with { State = ApplicationState.Ended, Since = now });
                break;
        }
    }

    private static void Running(Fleet fleet, OperationPlan plan, string node, string? driver, DateTimeOffset now) =>
        fleet.Change(node, plan.Application, certain: true, old =>
            (old ?? new(plan.Application, ApplicationState.Running, driver ?? "", plan.Token, Pid: null, Processes: 0, ExitCode: null, now))
            with
            { State = ApplicationState.Running, Token = plan.Token, Since = now });
}
