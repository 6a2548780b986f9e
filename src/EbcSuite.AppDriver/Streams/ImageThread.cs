using System.Collections.Concurrent;
using EbcSuite.Messaging.Sockets;

namespace EbcSuite.AppDriver.Streams;

/// <summary>
/// A thread for the reading, hashing and (un)packing of one image. It steps back for others, which a thread of the pool, that
/// serves events as well, must not. What is awaited on it goes on on it.
/// </summary>
internal sealed class ImageThread : TaskScheduler
{
    private readonly BlockingCollection<Task> _tasks = [];
    private readonly Thread _thread;

    private ImageThread(string name)
    {
        _thread = new(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Completes with what <paramref name="work"/> comes to; the thread ends then.</summary>
    public static async Task RunAsync(string name, Func<Task> work)
    {
        var thread = new ImageThread(name);
        try
        {
            await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, thread)
                .Unwrap().ConfigureAwait(false);
        }
        finally
        {
            thread._tasks.CompleteAdding();
        }
    }

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        Thread.CurrentThread == _thread && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Run()
    {
        _ = ThreadNiceness.Set(ThreadNiceness.OfImages);
        foreach (var task in _tasks.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }

        _tasks.Dispose();
    }
}
