using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Commands;

/// <summary>A command that has been begun and not ended.</summary>
internal sealed class CommandUnderWay(Command command) : IDisposable
{
    public Command Command { get; } = command;

    public CancellationTokenSource Ending { get; } = new();

    /// <summary>Set once it is off the desk, whatever came of it.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Asks it to end and waits until it has.</summary>
    public async Task EndAsync()
    {
        if (!Ended.Task.IsCompleted)
        {
            try
            {
                await Ending.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself this very moment.
                return;
            }
        }

        await Ended.Task;
    }

    public void Dispose() => Ending.Dispose();
}
