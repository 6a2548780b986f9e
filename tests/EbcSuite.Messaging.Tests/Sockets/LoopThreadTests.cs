using EbcSuite.Messaging.Sockets;

namespace EbcSuite.Messaging.Tests.Sockets;

/// <summary>How a loop's thread stands to others, as the kernel has it: proc_pid_stat(5).</summary>
[TestFixture]
[Category("Unit")]
internal sealed class LoopThreadTests
{
    /// <summary>Fields of the file, counted behind the name, which may hold blanks.</summary>
    private const int Nice = 16;
    private const int Policy = 38;

    [Test]
    public async Task A_loop_of_images_steps_back()
    {
        await using var loop = SocketLoop.Start(new() { Niceness = ThreadNiceness.OfImages }, TimeProvider.System);

        (await loop.RunAsync(() => OfThisThread(Nice))).Should().Be("10");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_loop_goes_before_others_if_it_is_to_and_may_and_says_whether(bool wanted)
    {
        await using var loop = SocketLoop.Start(new() { RealTime = wanted }, TimeProvider.System);

        var policy = await loop.RunAsync(() => OfThisThread(Policy));

        loop.IsRealTime.Should().Be(wanted && Environment.IsPrivilegedProcess);
        policy.Should().Be(loop.IsRealTime ? "2" : "0", "2 is SCHED_RR");
    }

    private static string OfThisThread(int field)
    {
        var text = File.ReadAllText("/proc/thread-self/stat");
        return text[(text.LastIndexOf(')') + 2)..].Split(' ')[field];
    }
}
