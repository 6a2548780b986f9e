namespace EbcSuite.Messaging.Files;

/// <summary>Tells a file that was changed from one that was not: two stamps differ if it was, or if another has come in its place.</summary>
/// <param name="Written">When it was written last; default for a file that is not there.</param>
public readonly record struct FileStamp(DateTime Written, long Length)
{
    /// <param name="path">A link is followed: what .NET tells of it is the link's own time, which never changes.</param>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        return target is { Exists: true } ? new(target.LastWriteTimeUtc, target.Length) : default;
    }
}
