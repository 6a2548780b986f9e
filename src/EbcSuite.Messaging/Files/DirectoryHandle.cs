using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EbcSuite.Messaging.Files;

/// <summary>
/// An open directory, which .NET does not give: fsync(2) of it makes a rename last, and flock(2) on it is a lock that needs
/// no file of its own, and that the kernel takes back from whoever dies.
/// </summary>
internal sealed partial class DirectoryHandle : IDisposable
{
    private const int ReadOnlyDirectoryCloseOnExec = 0x10000 | 0x80000;
    private const int ExclusiveWithoutWaiting = 2 | 4;
    private const int WouldBlock = 11;

    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private DirectoryHandle(SafeFileHandle handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    /// <exception cref="IOException">It cannot be opened.</exception>
    public static DirectoryHandle Open(string path)
    {
        var descriptor = OpenDescriptor(path, ReadOnlyDirectoryCloseOnExec);
        return descriptor >= 0 ? new(new(descriptor, ownsHandle: true), path) : throw Failed("open", path);
    }

    /// <summary>False: somebody else holds it. It ends with this object.</summary>
    /// <exception cref="IOException">The file system has no locks.</exception>
    public bool TryLock() =>
        Lock((int)_handle.DangerousGetHandle(), ExclusiveWithoutWaiting) == 0
        || (Marshal.GetLastPInvokeError() == WouldBlock ? false : throw Failed("flock", _path));

    /// <summary>What was renamed in it is so after a power cut too.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();

    private static IOException Failed(string call, string path) =>
        new($"{call}({path}): {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(int descriptor, int operation);
}
