using System.Text.RegularExpressions;

namespace EbcSuite.Architecture.Tests;

/// <summary>Rules of style that can be counted.</summary>
[Category("Unit")]
public sealed partial class TasteTests
{
    private const int MostLines = 300;

    [Test]
    public void No_file_is_over_300_lines() =>
        House.SourceFiles()
            .Select(path => (Name: Path.GetRelativePath(House.Root, path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > MostLines)
            .Should().BeEmpty();

    [Test]
    public void No_file_and_no_type_has_a_name_that_says_nothing()
    {
        House.SourceFiles()
            .Where(path => Empty().IsMatch(Path.GetFileNameWithoutExtension(path)))
            .Select(path => Path.GetRelativePath(House.Root, path))
            .Should().BeEmpty();
        House.SourceFiles()
            .SelectMany(path => Declarations().Matches(File.ReadAllText(path))
                .Select(m => m.Groups["name"].Value)
                .Where(name => Empty().IsMatch(name))
                .Select(name => $"{Path.GetRelativePath(House.Root, path)}: {name}"))
            .Should().BeEmpty();
    }

    [Test]
    public void Every_test_fixture_has_a_category()
    {
        var known = new[] { "Unit", "Simulated", "FakeTool", "Privileged", "EndToEnd", "Soak", "Systemd" };
        foreach (var path in House.SourceFiles().Where(p => p.Contains($"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(path);
            if (TestAttribute().IsMatch(text))
            {
                var categories = Categories().Matches(text).Select(m => m.Groups["name"].Value).ToList();
                categories.Should().NotBeEmpty($"{Path.GetFileName(path)} has tests").And.BeSubsetOf(known, Path.GetFileName(path));
            }
        }
    }

    [Test]
    public void No_test_is_switched_off() =>
        House.SourceFiles()
            .Where(path => SwitchedOff().IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetRelativePath(House.Root, path))
            .Should().BeEmpty();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utility|Utilities|Common)$", RegexOptions.NonBacktracking)]
    private static partial Regex Empty();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(class\s+|struct\s+)?(?<name>[A-Z]\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"^\s*\[(Test|TestCase|TestCaseSource)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"Category\(""(?<name>\w+)""\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Categories();

    [GeneratedRegex(@"^\s*\[(Ignore|Explicit)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SwitchedOff();
}
