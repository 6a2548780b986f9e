using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Commands;

/// <summary>What one kind of command does.</summary>
public interface ICommandHandler
{
    /// <summary>
    /// Does it and returns the report. At most one command that changes an application runs for it at a time.
    /// </summary>
    /// <exception cref="CommandRefusedException">Nothing was begun.</exception>
    /// <exception cref="Checkpointing.CheckpointException">Begun, and undone.</exception>
    Task<Report> HandleAsync(Command command, CancellationToken cancellation);
}
