namespace EbcSuite.Drivers.Preflight;

/// <summary>Bytes of the files in a directory tree.</summary>
public static class DirectorySize
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    /// <summary>The sum of lengths, holes counted; files that vanish meanwhile count nothing. 0 when there is no such directory.</summary>
    public static long Of(string directory) => Directory.Exists(directory)
        ? new DirectoryInfo(directory).EnumerateFiles("*", Everything).Sum(LengthOf)
        : 0;

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
