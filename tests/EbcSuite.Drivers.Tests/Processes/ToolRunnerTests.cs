using System.Diagnostics;
using System.Globalization;
using EbcSuite.Checkpointing;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Tests.Processes;

[Category("FakeTool")]
public sealed class ToolRunnerTests
{
    [Test]
    public async Task Arguments_arrive_as_they_are_and_the_directory_is_set()
    {
        var command = FakeTool.Command("echo", "a b", "*", "$HOME", "'") with { WorkingDirectory = "/usr" };
        var result = await FakeTool.Runner.RunAsync(command, FakeTool.Limit);
        result.Output.Should().Be("a b|*|$HOME|'");
        result.Errors.Should().Be("/usr");
        result.Succeeded.Should().BeTrue();
    }

    [Test]
    public async Task Nothing_of_the_environment_is_inherited()
    {
        Environment.SetEnvironmentVariable("EBC_SECRET", "yes");
        var command = FakeTool.Command("environment") with
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIVEN"] = "1" },
        };
        var result = await FakeTool.Runner.RunAsync(command, FakeTool.Limit);
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=')[0])
            .Should().BeEquivalentTo("PATH", "LANG", "GIVEN");
    }

    [Test]
    public async Task An_exit_code_is_told()
    {
        var result = await FakeTool.Runner.RunAsync(FakeTool.Command("exit", "7"), FakeTool.Limit);
        result.ExitCode.Should().Be(7);
    }

    [Test]
    public async Task A_flood_does_not_block_and_its_end_is_kept()
    {
        var result = await FakeTool.Runner.RunAsync(FakeTool.Command("flood", "50000000"), FakeTool.Limit);
        result.Errors.Should().StartWith("…x").And.EndWith("xEND");
        result.Errors.Length.Should().BeLessThanOrEqualTo(ToolRunner.TailBytes + 1);
    }

    [Test]
    public async Task It_returns_when_the_tool_exits_although_a_child_holds_the_pipe()
    {
        var result = await FakeTool.Runner.RunAsync(FakeTool.Command("hold"), FakeTool.Limit);
        var child = int.Parse(result.Output, CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(child);
        try
        {
            result.Succeeded.Should().BeTrue();
            ProcessTable.Find(child)!.Alive.Should().BeTrue("the child lives on");
        }
        finally
        {
            process.Kill();
        }
    }

    [Test]
    public async Task Cancelling_kills_the_tool_and_not_what_it_started()
    {
        using var directory = new TemporaryDirectory();
        var script = directory.Below("tool");
        File.WriteAllText(script, $"#!/bin/bash\nsleep 600 &\necho $! >'{directory.Path}/child.new'\nmv '{directory.Path}/child.new' '{directory.Path}/child'\nexec '{FakeTool.Program}' hang\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var cancellation = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(directory.Path);
        var started = new TaskCompletionSource();
        watcher.Renamed += (_, _) => started.TrySetResult();
        watcher.EnableRaisingEvents = true;
        var run = FakeTool.Runner.RunAsync(new(script, [], "test"), cancellation.Token);
        await started.Task.WaitAsync(FakeTool.Limit);
        await cancellation.CancelAsync();
        await run.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
        var child = int.Parse(File.ReadAllText(directory.Below("child")), CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(child);
        ProcessTable.Find(child)!.Alive.Should().BeTrue();
        process.Kill();
    }

    [Test]
    public async Task A_missing_tool_is_named_with_its_package()
    {
        var run = () => FakeTool.Runner.RunAsync(new("/nowhere/criu", [], "criu"), FakeTool.Limit);
        var thrown = (await run.Should().ThrowAsync<CheckpointException>()).Which;
        thrown.Fault.Should().Be(CheckpointFault.ToolMissing);
        thrown.Message.Should().Contain("/nowhere/criu").And.Contain("package criu");
    }
}
