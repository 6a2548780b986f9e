using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EbcSuite.Checkpointing.Images;

/// <summary>What .NET does not show of files: owners, holes, fifos. statx(2), lseek(2), lchown(2), mkfifo(3).</summary>
internal static partial class FileSystemCalls
{
    public const int KindMask = 0xF000;
    public const int Socket = 0xC000;
    public const int Symlink = 0xA000;
    public const int Regular = 0x8000;
    public const int Directory = 0x4000;
    public const int Fifo = 0x1000;

    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7FF;
    private const int SeekData = 3;
    private const int NoSuchAddress = 6;

    public static FileStatus Status(string path) =>
        StatExtended(CurrentDirectory, path, NoFollow, BasicStats, out var status) == 0 ? status : throw Failure("statx", path);

    /// <summary>The first byte from <paramref name="from"/> on that is not in a hole; null when only a hole follows.</summary>
    public static long? NextData(SafeFileHandle file, long from)
    {
        var found = Seek(file, from, SeekData);
        return found >= 0 ? found
            : Marshal.GetLastPInvokeError() == NoSuchAddress ? null

            // A file system that knows no holes: all is data.
            : from;
    }

    public static void SetOwner(string path, int owner, int group)
    {
        if (ChangeOwner(path, owner, group) != 0)
        {
            throw Failure("lchown", path);
        }
    }

    public static void MakeFifo(string path)
    {
        if (CreateFifo(path, 0x180) != 0)
        {
            throw Failure("mkfifo", path);
        }
    }

    private static IOException Failure(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new($"{call}({path}): {new Win32Exception(error).Message}");
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatExtended(int directory, string path, int flags, uint mask, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "lseek64", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int owner, int group);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateFifo(string path, uint mode);

    /// <summary>struct statx: the same on every architecture, 256 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct FileStatus
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public long Length;
    }
}
