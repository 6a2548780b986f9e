using System.Runtime.InteropServices;

namespace EbcSuite.Messaging.Zmq;

/// <summary>
/// The functions of libzmq 4.3 that are used, as zmq.h has them. Only the stable interface: Debian's build has no draft
/// functions (no zmq_poller, no thread-safe sockets, no ZMQ_ROUTER_NOTIFY, no zmq_disconnect_peer).
/// </summary>
internal static unsafe partial class LibZmq
{
    private const string Library = "libzmq.so.5";

    // errno is libzmq's error number on Linux. SetLastError takes it right behind the call; a second call to zmq_errno()
    // could read what the runtime did in between (binding that very function for the first time, say).
    // SuppressGCTransition only on calls that return at once and never call back (trap 12): message accessors.

    [LibraryImport(Library)]
    public static partial byte* zmq_strerror(int errnum);

    [LibraryImport(Library)]
    public static partial void zmq_version(out int major, out int minor, out int patch);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint zmq_ctx_new();

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_ctx_set(nint context, int option, int value);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_ctx_shutdown(nint context);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_ctx_term(nint context);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint zmq_socket(nint context, int type);

    [LibraryImport(Library)]
    public static partial int zmq_close(nint socket);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_setsockopt(nint socket, int option, void* value, nuint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_getsockopt(nint socket, int option, void* value, nuint* length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int zmq_bind(nint socket, string endpoint);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int zmq_connect(nint socket, string endpoint);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int zmq_socket_monitor(nint socket, string? endpoint, int events);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_send(nint socket, byte* data, nuint length, int flags);

    [LibraryImport(Library)]
    public static partial int zmq_msg_init(ZmqMessage* message);

    [LibraryImport(Library)]
    public static partial int zmq_msg_init_size(ZmqMessage* message, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_msg_init_data(
        ZmqMessage* message, void* data, nuint size, delegate* unmanaged<void*, void*, void> free, void* hint);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_msg_send(ZmqMessage* message, nint socket, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_msg_recv(ZmqMessage* message, nint socket, int flags);

    [LibraryImport(Library)]
    public static partial int zmq_msg_close(ZmqMessage* message);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial byte* zmq_msg_data(ZmqMessage* message);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial nuint zmq_msg_size(ZmqMessage* message);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int zmq_msg_more(ZmqMessage* message);

    [LibraryImport(Library)]
    public static partial int zmq_msg_get(ZmqMessage* message, int property);

    [LibraryImport(Library)]
    public static partial byte* zmq_msg_gets(ZmqMessage* message, byte* property);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_poll(ZmqPollItem* items, int count, nint timeoutMilliseconds);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_curve_keypair(byte* publicZ85, byte* secretZ85);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_curve_public(byte* publicZ85, byte* secretZ85);

    [LibraryImport(Library)]
    public static partial byte* zmq_z85_encode(byte* text, byte* data, nuint length);
}
