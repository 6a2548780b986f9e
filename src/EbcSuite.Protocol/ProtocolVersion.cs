namespace EbcSuite.Protocol;

/// <summary>
/// The first element of every frame. It grows only when a message changes its meaning: a field added at the end of a
/// message is skipped by readers that do not know it, and needs no new version.
/// </summary>
public static class ProtocolVersion
{
    public const byte Current = 1;
}
