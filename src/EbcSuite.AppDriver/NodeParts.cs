using EbcSuite.AppDriver.Applications;
using EbcSuite.AppDriver.Commands;
using EbcSuite.AppDriver.Records;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.AppDriver;

/// <summary>What the commands work on: this node's records, images and drivers.</summary>
/// <param name="Boot">Identifies this boot of the machine: a pid of another one means nothing.</param>
public sealed record NodeParts(
    string Node,
    string Site,
    string Boot,
    RecordStore Records,
    ImageStore Images,
    IReadOnlyDictionary<string, ICheckpointDriver> Drivers,
    TimeProvider Time)
{
    /// <summary>What its owner says of it; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public ApplicationRecord RecordOf(string application) =>
        Records.Find(application) ?? ApplicationRecord.Unknown(application, Now);

    /// <exception cref="CommandRefusedException">UnknownDriver.</exception>
    public ICheckpointDriver DriverNamed(string? name) =>
        name is not null && Drivers.TryGetValue(name, out var driver)
            ? driver
            : throw new CommandRefusedException(
                CheckpointFault.UnknownDriver, $"There is no driver '{name}' on '{Node}'; there are: {string.Join(", ", Drivers.Keys)}.");

    public ApplicationHome HomeOf(string application) => new(application, Images.HomeOf(application));

    /// <summary>The application of a record that has a process.</summary>
    public RunningApplication Running(ApplicationRecord record) =>
        new(HomeOf(record.Application), record.Pid ?? 0, record.StartTime);

    /// <summary>The record of an application in one of <paramref name="states"/>.</summary>
    /// <exception cref="CommandRefusedException">UnknownApplication or NotRunning.</exception>
    public ApplicationRecord Require(string application, params ReadOnlySpan<ApplicationState> states)
    {
        if (Records.Find(application) is not { State: { } state } record)
        {
            throw new CommandRefusedException(CheckpointFault.UnknownApplication, $"There is no application '{application}' on '{Node}'.");
        }

        return states.Contains(state) && record.Pid is not null
            ? record
            : throw new CommandRefusedException(CheckpointFault.NotRunning, $"Application '{application}' on '{Node}' is {state}.");
    }

    /// <exception cref="CommandRefusedException">ApplicationExists: it has processes here.</exception>
    public void RequireAbsent(string application)
    {
        if (Records.Find(application) is { IsLive: true } record)
        {
            throw new CommandRefusedException(
                CheckpointFault.ApplicationExists, $"Application '{application}' is here already and {record.State}.");
        }
    }
}
