namespace EbcSuite.Drivers.Tests;

/// <summary>A copy of a fake tool's prefix that behaves as told.</summary>
internal sealed class FakePrefix
{
    public FakePrefix(TemporaryDirectory directory, string tool, string behaviour = "fine")
    {
        Path = directory.Below(tool);
        var source = System.IO.Path.Combine(TestContext.CurrentContext.TestDirectory, "prefixes", tool);
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "bin"));
        foreach (var file in Directory.EnumerateFiles(source))
        {
            var copy = Program(System.IO.Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Behave(behaviour);
    }

    public string Path { get; }

    public string Program(string name) => System.IO.Path.Combine(Path, "bin", name);

    public void Behave(string behaviour) => File.WriteAllText(System.IO.Path.Combine(Path, "behaviour"), behaviour);
}
