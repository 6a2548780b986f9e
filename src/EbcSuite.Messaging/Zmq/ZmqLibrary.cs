namespace EbcSuite.Messaging.Zmq;

/// <summary>Whether the native library is there and new enough.</summary>
public static class ZmqLibrary
{
    private const string Remedy = "Install it: apt-get install libzmq5";

    /// <summary>The oldest version with HANDSHAKE_FAILED_AUTH events and ZMQ_ZAP_ENFORCE_DOMAIN.</summary>
    public static readonly Version Oldest = new(4, 3, 0);

    /// <returns>The version found.</returns>
    /// <exception cref="MessagingException"><see cref="MessagingFault.LibraryMissing"/>: missing, or older than 4.3.</exception>
    public static Version Require() => Require(static () =>
    {
        LibZmq.zmq_version(out var major, out var minor, out var patch);
        return new(major, minor, patch);
    });

    internal static Version Require(Func<Version> ask)
    {
        Version found;
        try
        {
            found = ask();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new MessagingException(
                MessagingFault.LibraryMissing, $"The ZeroMQ library libzmq.so.5 cannot be loaded. {Remedy} ({e.GetType().Name})");
        }

        return found >= Oldest
            ? found
            : throw new MessagingException(
                MessagingFault.LibraryMissing, $"libzmq is of version {found}; at least {Oldest} is needed. {Remedy}");
    }
}
