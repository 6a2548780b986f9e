using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.Protocol;

/// <summary>
/// Reads a frame. Throws <see cref="ProtocolException"/> and nothing else, whatever the bytes are; allocates no more than
/// a small multiple of the frame's length. Any thread.
/// </summary>
/// <remarks>
/// Fields after those that a kind has are skipped: a later version may append some. An unknown kind is
/// <see cref="ProtocolFault.UnknownMessage"/>, another version <see cref="ProtocolFault.UnknownVersion"/>.
/// </remarks>
public static class MessageDecoder
{
    /// <summary>
    /// Reads a frame that the caller gives away: a notification's body is a slice of it, not a copy, so the memory must
    /// not be written to afterwards, and lives as long as the notification does. Everything else is copied.
    /// </summary>
    public static Message Decode(ReadOnlyMemory<byte> frame) => Decode(frame.Span, frame);

    /// <summary>Reads a frame that stays the caller's: the body is copied.</summary>
    public static Message DecodeCopy(ReadOnlySpan<byte> frame) => Decode(frame, owned: null);

    private static Message Decode(ReadOnlySpan<byte> frame, ReadOnlyMemory<byte>? owned)
    {
        if (frame.Length > ProtocolLimits.FrameBytes)
        {
            throw new ProtocolException(
                ProtocolFault.OverLimit, $"A frame of {frame.Length} bytes; at most {ProtocolLimits.FrameBytes}.");
        }

        var reader = new MessagePackReader(frame);
        var fields = reader.ReadArrayHeader();
        var kind = ReadKind(ref reader, fields);
        fields -= 2;
        ulong? request = null;
        try
        {
            var known = FieldsOf(kind);
            if (fields < known)
            {
                throw new ProtocolException(ProtocolFault.MissingField, $"A {kind} of {fields} fields; it has {known}.");
            }

            if (kind is MessageKind.Subscribe or MessageKind.Unsubscribe or MessageKind.Publish)
            {
                request = reader.ReadUInt64();
            }

            var message = ReadFields(ref reader, kind, request.GetValueOrDefault(), owned);
            for (var i = known; i < fields; i++)
            {
                reader.Skip();
            }

            return reader.IsAtEnd
                ? message
                : throw new ProtocolException(ProtocolFault.TrailingBytes, $"{reader.Remaining} bytes follow the message.");
        }
        catch (ProtocolException e) when (!Named(e, request))
        {
            // Never entered: the filter names the request as the exception passes, without throwing it a second time.
            throw;
        }
    }

    private static bool Named(ProtocolException e, ulong? request)
    {
        e.Request = request;
        return true;
    }

    private static MessageKind ReadKind(ref MessagePackReader reader, int fields)
    {
        if (fields < 2)
        {
            throw new ProtocolException(ProtocolFault.MissingField, "A frame has a version and a kind at least.");
        }

        var version = reader.ReadUInt64();
        if (version != ProtocolVersion.Current)
        {
            throw new ProtocolException(
                ProtocolFault.UnknownVersion,
                $"The frame is of version {version} of the protocol; this side speaks {ProtocolVersion.Current}.");
        }

        var kind = reader.ReadUInt64();
        return kind <= byte.MaxValue && Enum.IsDefined((MessageKind)kind)
            ? (MessageKind)kind
            : throw new ProtocolException(ProtocolFault.UnknownMessage, $"A message of kind {kind} is not known.");
    }

    private static int FieldsOf(MessageKind kind) => kind switch
    {
        MessageKind.Forward => 4,
        MessageKind.Subscribe or MessageKind.Refused or MessageKind.Deliver => 3,
        MessageKind.Hello or MessageKind.Welcome or MessageKind.Unsubscribe or MessageKind.Publish
            or MessageKind.Enrol or MessageKind.Enrolled => 2,
        _ => 1,
    };

    private static Message ReadFields(
        ref MessagePackReader reader, MessageKind kind, ulong request, ReadOnlyMemory<byte>? owned) => kind switch
        {
            MessageKind.Hello => new Hello(ReadName(ref reader, ProtocolLimits.IdentityBytes), ReadRole(ref reader)),
            MessageKind.Welcome => new Welcome(
                ReadName(ref reader, ProtocolLimits.IdentityBytes), ReadName(ref reader, ProtocolLimits.IdentityBytes)),
            MessageKind.Subscribe => new Subscribe(request, reader.ReadUInt64(), FilterEncoding.Read(ref reader)),
            MessageKind.Unsubscribe => new Unsubscribe(request, reader.ReadUInt64()),
            MessageKind.Publish => new Publish(request, NotificationEncoding.Read(ref reader, owned)),
            MessageKind.Accepted => new Accepted(reader.ReadUInt64()),
            MessageKind.Refused => new Refused(
                reader.ReadUInt64(),
                ReadName(ref reader, ProtocolLimits.CodeBytes),
                reader.ReadString(ProtocolLimits.TextBytes)),
            MessageKind.Deliver => new Deliver(ReadId(ref reader), NotificationEncoding.Read(ref reader, owned)),
            MessageKind.Forward => new Forward(
                ReadId(ref reader), ReadHops(ref reader), NotificationEncoding.Read(ref reader, owned)),
            MessageKind.Ping => new Ping(reader.ReadUInt64()),
            MessageKind.Pong => new Pong(reader.ReadUInt64()),
            MessageKind.Goodbye => new Goodbye(reader.ReadString(ProtocolLimits.TextBytes)),
            MessageKind.Enrol => new Enrol(
                ReadName(ref reader, ProtocolLimits.TokenBytes), ReadName(ref reader, ProtocolLimits.IdentityBytes)),
            MessageKind.Enrolled => new Enrolled(
                ReadName(ref reader, ProtocolLimits.IdentityBytes), ReadName(ref reader, ProtocolLimits.IdentityBytes)),
            _ => throw new ProtocolException(ProtocolFault.UnknownMessage, $"A message of kind {kind} is not known."),
        };

    private static string ReadName(ref MessagePackReader reader, int limit)
    {
        var name = reader.ReadString(limit);
        return name.Length > 0 ? name : throw new ProtocolException(ProtocolFault.BadValue, "A name is empty.");
    }

    private static LinkRole ReadRole(ref MessagePackReader reader)
    {
        var role = reader.ReadUInt64();
        return role <= byte.MaxValue && Enum.IsDefined((LinkRole)role)
            ? (LinkRole)role
            : throw new ProtocolException(ProtocolFault.BadValue, $"Role {role} is not known.");
    }

    private static EventId ReadId(ref MessagePackReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64());

    private static byte ReadHops(ref MessagePackReader reader)
    {
        var hops = reader.ReadUInt64();
        return hops <= byte.MaxValue
            ? (byte)hops
            : throw new ProtocolException(ProtocolFault.OverLimit, $"{hops} hops; at most {byte.MaxValue}.");
    }
}
