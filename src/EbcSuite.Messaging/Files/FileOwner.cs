using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EbcSuite.Messaging.Files;

/// <summary>
/// Whose a file is. root edits what a daemon with a user of its own must go on reading, and a file that is replaced by a new one
/// would become root's.
/// </summary>
internal static unsafe partial class FileOwner
{
    private const int AtCurrentDirectory = -100;
    private const uint OwnerAndGroup = 0x8 | 0x10;

    /// <summary>Gives an open file to the owner of another; only root can, and for others it stays as it is.</summary>
    public static void Copy(string from, SafeFileHandle to)
    {
        Status status;
        if (statx(AtCurrentDirectory, from, 0, OwnerAndGroup, &status) == 0)
        {
            // EPERM: this user may not give files away, and need not.
            _ = fchown((int)to.DangerousGetHandle(), status.Owner, status.Group);
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, Status* status);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchown(int descriptor, uint owner, uint group);

    /// <summary>struct statx (statx(2)), which is the same on every architecture; only the owner is read.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(24)]
        public uint Group;
    }
}
