using EbcSuite.Drivers.Capsules;

namespace EbcSuite.Drivers.Tests.Capsules;

[Category("Unit")]
public sealed class ProcessEntryTests
{
    private const string Rest = " S 71 71 71 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 353559 4096 1 0";

    [TestCase("a.out")]
    [TestCase("has (brackets) 12")]
    [TestCase(") S 1 2")]
    public void A_name_may_hold_anything(string name)
    {
        var entry = ProcessEntry.Parse($"116 ({name}){Rest}")!;
        entry.Should().Be(new ProcessEntry(116, name, 'S', 71, 353559));
    }

    [TestCase("")]
    [TestCase("116")]
    [TestCase("116 (x) S")]
    [TestCase("x (y) S 1 2 3")]
    [TestCase(")(")]
    public void What_is_no_such_line_is_null(string line) => ProcessEntry.Parse(line).Should().BeNull();

    [TestCase('T', true)]
    [TestCase('Z', true)]
    [TestCase('t', false)]
    [TestCase('R', false)]
    [TestCase('D', false)]
    public void Stopped_and_ended_processes_stand_still(char state, bool still) =>
        new ProcessEntry(1, "x", state, 0, 0).StandsStill.Should().Be(still);

    [Test]
    public void This_process_is_found_by_pid_and_start_and_by_no_other_start()
    {
        var own = ProcessTable.Find(Environment.ProcessId)!;
        ProcessTable.Find(own.Pid, own.StartTime).Should().NotBeNull();
        ProcessTable.Find(own.Pid, own.StartTime + 1).Should().BeNull();
        ProcessTable.Members(ProcessTable.NamespaceOf(own.Pid)!).Should().Contain(p => p.Pid == own.Pid);
    }
}
