using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Images;

/// <summary>What a manifest from elsewhere may say: nothing in it may reach outside the image's own directory.</summary>
public static class ManifestRules
{
    public const int MaximumFiles = 100_000;

    /// <summary>Null when the manifest is good, else what is wrong with it.</summary>
    public static string? Fault(Manifest? manifest)
    {
        if (manifest?.Files is null || manifest.Files.Count > MaximumFiles)
        {
            return $"The manifest has no list of files, or more than {MaximumFiles}.";
        }

        if (!Names.IsOperation(manifest.Image) || !Names.IsApplication(manifest.Application))
        {
            return "The manifest's image or application is no valid name.";
        }

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            if (FaultOf(file, seen) is { } fault)
            {
                return $"The manifest's entry '{file?.Path}' is refused: {fault}.";
            }

            seen.Add(file.Path, file.Kind);
        }

        return null;
    }

    private static string? FaultOf(ImageFile? file, Dictionary<string, string> seen)
    {
        if (file?.Path is null || file.Path.Length > 4096 || file.Path.Contains('\0', StringComparison.Ordinal))
        {
            return "it has no usable path";
        }

        var parts = file.Path.Split('/');
        if (parts.Length < 2 || parts[0] is not (ImageRoots.Tool or ImageRoots.Home))
        {
            return $"a path begins with {ImageRoots.Tool}/ or {ImageRoots.Home}/";
        }

        if (parts.Any(p => p is "" or "." or ".."))
        {
            return "a path has no empty part, no '.' and no '..'";
        }

        // A link that the image itself brings could lead what comes below it anywhere.
        for (var depth = 2; depth < parts.Length; depth++)
        {
            var above = string.Join('/', parts.Take(depth));
            if (!seen.TryGetValue(above, out var kind) || kind != FileKinds.Directory)
            {
                return $"'{above}' is not listed before it as a directory";
            }
        }

        return seen.ContainsKey(file.Path) ? "it is listed twice"
            : file.Kind is not (FileKinds.File or FileKinds.Directory or FileKinds.Symlink or FileKinds.Fifo) ? $"its kind is '{file.Kind}'"
            : file.Length < 0 || (file.Kind != FileKinds.File && file.Length != 0) ? $"its length is {file.Length}"
            : file.Mode is < 0 or > 0xFFF ? $"its mode is {file.Mode}"
            : file.Kind == FileKinds.Symlink && string.IsNullOrEmpty(file.Link) ? "a symlink needs its target"
            : null;
    }
}
