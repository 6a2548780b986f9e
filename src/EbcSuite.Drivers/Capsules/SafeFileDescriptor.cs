using System.Runtime.InteropServices;

namespace EbcSuite.Drivers.Capsules;

/// <summary>Owns one descriptor; -1 is the invalid one.</summary>
internal sealed partial class SafeFileDescriptor : SafeHandle
{
    public SafeFileDescriptor(int descriptor)
        : base(-1, ownsHandle: true) => SetHandle(descriptor);

    public override bool IsInvalid => handle < 0;

    protected override bool ReleaseHandle() => Close((int)handle) == 0;

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
