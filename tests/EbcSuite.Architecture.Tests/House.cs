using System.Xml.Linq;

namespace EbcSuite.Architecture.Tests;

/// <summary>The project's files as they lie on disk, found from the solution upward of the test's own directory.</summary>
internal static class House
{
    public static readonly string Root = FindRoot();

    /// <summary>The rooms of src: project name without the prefix → path of the csproj.</summary>
    public static readonly IReadOnlyDictionary<string, string> Rooms =
        Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(RoomOf, path => path, StringComparer.Ordinal);

    /// <summary>Source files of src and tests that people write.</summary>
    public static IEnumerable<string> SourceFiles() =>
        new[] { "src", "tests" }
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(Root, part), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj" or "TestResults"));

    /// <summary>The rooms that a room's csproj names.</summary>
    public static IReadOnlyList<string> References(string room) =>
        [.. Items(room, "ProjectReference").Select(path => RoomOf(path.Replace('\\', '/')))];

    /// <summary>All rooms that a room can see, through others too.</summary>
    public static IReadOnlySet<string> Closure(string room)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(References(room));
        while (next.TryDequeue(out var other))
        {
            if (seen.Add(other))
            {
                References(other).ToList().ForEach(next.Enqueue);
            }
        }

        return seen;
    }

    /// <summary>The NuGet packages that a room's csproj names.</summary>
    public static IReadOnlyList<string> Packages(string room) => [.. Items(room, "PackageReference")];

    private static IEnumerable<string> Items(string room, string kind) =>
        XDocument.Load(Rooms[room]).Descendants(kind).Select(e => (string?)e.Attribute("Include")).OfType<string>();

    private static string RoomOf(string path) =>
        Path.GetFileNameWithoutExtension(path).Replace("EbcSuite.", "", StringComparison.Ordinal);

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "EbcSuite.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("EbcSuite.sln is not above the test's directory.");
    }
}
