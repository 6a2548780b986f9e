namespace EbcSuite.TestKit.Hosts;

/// <summary>The source tree that the tests run from.</summary>
public static class Repository
{
    /// <summary>The directory of EbcSuite.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path in the tree.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "EbcSuite.sln")))
                return at.FullName;
        }
        throw new InvalidOperationException($"no EbcSuite.sln above {AppContext.BaseDirectory}");
    }
}
