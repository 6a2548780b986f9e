using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.AppDriver.Streams;

/// <summary>The two notifications of the bulk plane.</summary>
public static class StreamNotice
{
    /// <summary>The attribute of a credit that names the first chunk not received.</summary>
    public const string Next = "next";

    /// <summary>The attribute of a credit that says that a chunk after the first not received came.</summary>
    public const string Gap = "gap";

    public static Notification Chunk(string from, string to, string stream, long sequence, ReadOnlyMemory<byte> body) => Notification
        .Create(
            (AttributeNames.Event, EventNames.Chunk),
            (AttributeNames.From, from),
            (AttributeNames.Stream, stream),
            (AttributeNames.StreamTo, to),
            (AttributeNames.Sequence, sequence))
        .WithBody(body);

    public static Notification Credit(string from, string to, string stream, long limit, long next, bool gap) => Notification.Create(
        (AttributeNames.Event, EventNames.Credit),
        (AttributeNames.From, from),
        (AttributeNames.Stream, stream),
        (AttributeNames.StreamTo, to),
        (AttributeNames.Sequence, limit),
        (Next, next),
        (Gap, gap));
}
