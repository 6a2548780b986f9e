namespace EbcSuite.Checkpointing.Images;

/// <summary>The list of an image's files with lengths and hashes: what makes an image whole.</summary>
/// <param name="Image">The id of the operation that made it.</param>
/// <param name="Files">In the order of their paths.</param>
public sealed record Manifest(
    string Image,
    string Application,
    string Driver,
    string DriverVersion,
    DateTimeOffset CreatedAt,
    IReadOnlyList<ImageFile> Files)
{
    /// <summary>Bytes of all files as their lengths say, holes counted.</summary>
    public long TotalBytes => Files.Sum(f => f.Length);
}

/// <param name="Path">Relative, with '/': <c>image/…</c> for the tool's files, <c>home/…</c> for the application's own directory.</param>
/// <param name="Kind">file, directory, symlink, fifo.</param>
/// <param name="Mode">Permission bits, chmod(2).</param>
/// <param name="Hash">SHA-256 over the SHA-256 of each 1 MiB block, lower-case hex; empty for what has no content.</param>
public sealed record ImageFile(string Path, string Kind, long Length, int Mode, int Owner, int Group, string Hash, string? Link);
