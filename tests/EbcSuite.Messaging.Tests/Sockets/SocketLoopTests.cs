using System.Collections.Concurrent;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Tests.Sockets;

[TestFixture]
[Category("Unit")]
internal sealed class SocketLoopTests
{
    [Test]
    public async Task Work_from_many_threads_all_runs_on_the_one_thread()
    {
        var loop = SocketLoop.Start(new(), TimeProvider.System);
        var threads = new ConcurrentDictionary<int, bool>();
        var ran = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await loop.RunAsync(() =>
                {
                    threads[Environment.CurrentManagedThreadId] = true;
                    return ran++;
                });
            }
        }))).InTime();
        await loop.DisposeAsync();

        ran.Should().Be(8000);
        threads.Should().HaveCount(1);
    }

    [Test]
    public async Task An_exception_in_posted_work_is_counted_and_told_and_the_loop_goes_on()
    {
        var told = new TaskCompletionSource<Exception>();
        await using var loop = SocketLoop.Start(new() { OnFault = e => told.TrySetResult(e) }, TimeProvider.System);

        loop.TryPost(() => throw new InvalidOperationException("boom"));

        (await told.Task.InTime()).Message.Should().Be("boom");
        (await loop.RunAsync(() => 42).InTime()).Should().Be(42);
        loop.Faults.Should().Be(1);
    }

    [Test]
    public async Task Posts_over_the_capacity_are_refused()
    {
        await using var loop = SocketLoop.Start(new() { PostCapacity = 3 }, TimeProvider.System);
        using var hold = new ManualResetEventSlim();
        var held = new TaskCompletionSource();
        loop.TryPost(() =>
        {
            held.SetResult();
            hold.Wait(Limit.Time);
        });
        await held.Task.InTime();

        Enumerable.Range(0, 5).Select(_ => loop.TryPost(() => { })).Should().Equal(true, true, true, false, false);
        hold.Set();
    }

    [Test]
    public async Task After_a_stop_work_is_refused_by_name()
    {
        var loop = SocketLoop.Start(new(), TimeProvider.System);
        await loop.DisposeAsync();

        loop.TryPost(() => { }).Should().BeFalse();
        (await FluentActions.Awaiting(() => loop.RunAsync(() => 1)).Should().ThrowAsync<MessagingException>())
            .Which.Fault.Should().Be(MessagingFault.Closed);
    }

    [TestCase(0)]
    [TestCase(17)]
    public void Options_out_of_range_are_refused_by_name(int threads) =>
        FluentActions.Invoking(() => SocketLoop.Start(new() { IoThreads = threads }, TimeProvider.System))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("IoThreads");

    [Test]
    public void A_missing_or_old_library_is_told_with_what_to_install()
    {
        var missing = () => ZmqLibrary.Require(() => throw new DllNotFoundException("libzmq.so.5"));
        var old = () => ZmqLibrary.Require(() => new(4, 2, 5));

        missing.Should().Throw<MessagingException>().Where(e => e.Fault == MessagingFault.LibraryMissing)
            .WithMessage("*apt-get install libzmq5*");
        old.Should().Throw<MessagingException>().Where(e => e.Fault == MessagingFault.LibraryMissing)
            .WithMessage("*4.2.5*apt-get install libzmq5*");
        ZmqLibrary.Require().Should().BeGreaterThanOrEqualTo(ZmqLibrary.Oldest);
    }
}
