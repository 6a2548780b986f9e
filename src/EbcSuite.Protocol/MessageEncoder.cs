using System.Buffers;
using System.Text;
using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.Protocol;

/// <summary>
/// Writes a message as a frame: one MessagePack array <c>[version, kind, field…]</c>, see docs/protocol.md. Any thread.
/// The same message gives the same bytes, always.
/// </summary>
/// <remarks>
/// Throws <see cref="ProtocolException"/>: OverLimit for what <see cref="ProtocolLimits"/> does not allow, BadUtf8 for half
/// a surrogate pair, BadValue for an empty name or an unknown role. Texts for people (<see cref="Refused.Text"/>,
/// <see cref="Goodbye.Reason"/>) are cut to <see cref="ProtocolLimits.TextBytes"/> instead, as a refusal must not fail
/// because it quotes what it refuses.
/// </remarks>
public static class MessageEncoder
{
    /// <summary>The frame of <paramref name="message"/>; a notification's body is copied once.</summary>
    public static byte[] Encode(Message message)
    {
        using var head = new FrameBuffer();
        var body = EncodeHead(message, head).Span;
        var frame = new byte[head.Written.Length + body.Length];
        head.Written.CopyTo(frame);
        body.CopyTo(frame.AsSpan(head.Written.Length));
        return frame;
    }

    /// <summary>Writes the frame to <paramref name="output"/>; nothing of use is there when it throws.</summary>
    public static void Encode(Message message, IBufferWriter<byte> output) => output.Write(EncodeHead(message, output).Span);

    /// <summary>
    /// Writes the frame to <paramref name="output"/> but for its last bytes, which are returned: the notification's body,
    /// not copied, or nothing. For who lays both into a buffer of the right size by himself.
    /// </summary>
    public static ReadOnlyMemory<byte> EncodeHead(Message message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        var writer = new MessagePackWriter(output);
        var body = WriteHead(ref writer, message);
        writer.Flush();
        return body;
    }

    private static ReadOnlyMemory<byte> WriteHead(ref MessagePackWriter writer, Message message)
    {
        switch (message)
        {
            case Hello hello:
                Begin(ref writer, MessageKind.Hello, 2);
                WriteName(ref writer, hello.Identity, ProtocolLimits.IdentityBytes, nameof(Hello.Identity));
                writer.Write((ulong)Known(hello.Role));
                break;
            case Welcome welcome:
                Begin(ref writer, MessageKind.Welcome, 2);
                WriteName(ref writer, welcome.Broker, ProtocolLimits.IdentityBytes, nameof(Welcome.Broker));
                WriteName(ref writer, welcome.Site, ProtocolLimits.IdentityBytes, nameof(Welcome.Site));
                break;
            case Subscribe subscribe:
                Begin(ref writer, MessageKind.Subscribe, 3);
                writer.Write(subscribe.Request);
                writer.Write(subscribe.Subscription);
                FilterEncoding.Write(ref writer, subscribe.Filter);
                break;
            case Unsubscribe unsubscribe:
                Begin(ref writer, MessageKind.Unsubscribe, 2);
                writer.Write(unsubscribe.Request);
                writer.Write(unsubscribe.Subscription);
                break;
            case Publish publish:
                Begin(ref writer, MessageKind.Publish, 2);
                writer.Write(publish.Request);
                NotificationEncoding.WriteHead(ref writer, publish.Notification);
                return publish.Notification.Body;
            case Accepted accepted:
                Begin(ref writer, MessageKind.Accepted, 1);
                writer.Write(accepted.Request);
                break;
            case Refused refused:
                Begin(ref writer, MessageKind.Refused, 3);
                writer.Write(refused.Request);
                WriteName(ref writer, refused.Code, ProtocolLimits.CodeBytes, nameof(Refused.Code));
                writer.WriteClipped(refused.Text, ProtocolLimits.TextBytes);
                break;
            case Deliver deliver:
                Begin(ref writer, MessageKind.Deliver, 3);
                Write(ref writer, deliver.Id);
                NotificationEncoding.WriteHead(ref writer, deliver.Notification);
                return deliver.Notification.Body;
            case Forward forward:
                Begin(ref writer, MessageKind.Forward, 4);
                Write(ref writer, forward.Id);
                writer.Write((ulong)forward.Hops);
                NotificationEncoding.WriteHead(ref writer, forward.Notification);
                return forward.Notification.Body;
            case Ping ping:
                Begin(ref writer, MessageKind.Ping, 1);
                writer.Write(ping.Number);
                break;
            case Pong pong:
                Begin(ref writer, MessageKind.Pong, 1);
                writer.Write(pong.Number);
                break;
            case Goodbye goodbye:
                Begin(ref writer, MessageKind.Goodbye, 1);
                writer.WriteClipped(goodbye.Reason, ProtocolLimits.TextBytes);
                break;
            case Enrol enrol:
                Begin(ref writer, MessageKind.Enrol, 2);
                WriteName(ref writer, enrol.Token, ProtocolLimits.TokenBytes, nameof(Enrol.Token));
                WriteName(ref writer, enrol.Identity, ProtocolLimits.IdentityBytes, nameof(Enrol.Identity));
                break;
            case Enrolled enrolled:
                Begin(ref writer, MessageKind.Enrolled, 2);
                WriteName(ref writer, enrolled.Identity, ProtocolLimits.IdentityBytes, nameof(Enrolled.Identity));
                WriteName(ref writer, enrolled.Site, ProtocolLimits.IdentityBytes, nameof(Enrolled.Site));
                break;
            default:
                throw new ArgumentException($"{message.GetType()} has no form on the wire.", nameof(message));
        }

        return default;
    }

    private static void Begin(ref MessagePackWriter writer, MessageKind kind, int fields)
    {
        writer.WriteArrayHeader(2 + fields);
        writer.Write((ulong)ProtocolVersion.Current);
        writer.Write((ulong)kind);
    }

    // An id is two fields, its numbers.
    private static void Write(ref MessagePackWriter writer, EventId id)
    {
        writer.Write(id.Origin);
        writer.Write(id.Number);
    }

    private static void WriteName(ref MessagePackWriter writer, string name, int limit, string field)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        if (length == 0 || length > limit)
        {
            throw new ProtocolException(
                length == 0 ? ProtocolFault.BadValue : ProtocolFault.OverLimit, $"{field} of {length} bytes; 1 to {limit}.");
        }

        _ = writer.Write(name);
    }

    private static LinkRole Known(LinkRole role) => Enum.IsDefined(role)
        ? role
        : throw new ProtocolException(ProtocolFault.BadValue, $"Role {(byte)role} is not known.");
}
