using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EbcSuite.AppDriver.Records;

/// <summary>open(2) of a directory, which .NET refuses: fsync(2) of it is what makes a rename last.</summary>
internal static partial class DirectoryHandle
{
    private const int ReadOnlyDirectoryCloseOnExec = 0x10000 | 0x80000;

    public static SafeFileHandle Open(string path)
    {
        var descriptor = OpenDescriptor(path, ReadOnlyDirectoryCloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"open({path}): {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);
}
