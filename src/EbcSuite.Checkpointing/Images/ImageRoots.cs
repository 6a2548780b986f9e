namespace EbcSuite.Checkpointing.Images;

/// <summary>Where the two trees of an image lie on this machine.</summary>
/// <param name="ToolDirectory">The tool's files: <c>image/…</c> in the manifest.</param>
/// <param name="HomeDirectory">The application's own directory: <c>home/…</c>.</param>
public sealed record ImageRoots(string ToolDirectory, string HomeDirectory)
{
    public const string Tool = "image";
    public const string Home = "home";

    /// <summary>The absolute path of an entry of a checked manifest (<see cref="ManifestRules"/>).</summary>
    public string PathOf(ImageFile file)
    {
        var slash = file.Path.IndexOf('/', StringComparison.Ordinal);
        var root = file.Path.AsSpan(0, slash).SequenceEqual(Tool) ? ToolDirectory : HomeDirectory;
        return Path.Combine(root, file.Path[(slash + 1)..]);
    }
}
