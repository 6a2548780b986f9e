using EbcSuite.Checkpointing;

namespace EbcSuite.AppDriver.Commands;

/// <summary>A command that is wrong or contradicts the state: nothing was begun.</summary>
public sealed class CommandRefusedException(CheckpointFault fault, string message) : Exception(message)
{
    public CheckpointFault Fault { get; } = fault;
}
