using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Tests;

/// <summary>The fake tool beside the tests, and scripts that make it pose as criu.</summary>
internal static class FakeTool
{
    public static string Program => Path.Combine(TestContext.CurrentContext.TestDirectory, "fake-tool");

    public static ToolCommand Command(params string[] arguments) => new(Program, arguments, "fake-tool");

    public static ToolRunner Runner => new(TimeProvider.System);

    /// <summary>A generous limit: a test that needs it has failed.</summary>
    public static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    /// <summary>A program that takes criu's command line and behaves so.</summary>
    public static string AsCriu(string directory, string behaviour)
    {
        var path = Path.Combine(directory, "criu");
        File.WriteAllText(path, $"#!/bin/bash\nexec '{Program}' criu {behaviour} \"$@\"\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
