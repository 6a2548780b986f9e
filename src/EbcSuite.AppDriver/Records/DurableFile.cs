using Microsoft.Win32.SafeHandles;

namespace EbcSuite.AppDriver.Records;

/// <summary>Files that are there whole or not at all, also after a power cut: written beside, flushed, renamed, directory flushed.</summary>
public static class DurableFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var directory = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        var beside = path + ".new";
        using (var file = File.OpenHandle(beside, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(beside, path, overwrite: true);
        FlushDirectory(directory);
    }

    private static void FlushDirectory(string directory)
    {
        using var handle = DirectoryHandle.Open(directory);
        RandomAccess.FlushToDisk(handle);
    }
}
