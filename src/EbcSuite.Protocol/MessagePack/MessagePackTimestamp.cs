namespace EbcSuite.Protocol.MessagePack;

/// <summary>The format's timestamp, extension type −1. Carried by no message; part of the codec for its completeness.</summary>
/// <param name="Seconds">Since 1970-01-01 00:00:00 UTC; negative before it.</param>
/// <param name="Nanoseconds">0 to 999,999,999, added to the seconds.</param>
public readonly record struct MessagePackTimestamp(long Seconds, uint Nanoseconds)
{
    public const sbyte ExtensionType = -1;

    public const uint NanosecondsPerSecond = 1_000_000_000;
}
