namespace EbcSuite.Protocol.MessagePack;

/// <summary>The types of the MessagePack format (github.com/msgpack/msgpack, spec.md).</summary>
public enum MessagePackType : byte
{
    Nil = 1,
    Boolean,
    Integer,
    Float,
    String,
    Binary,
    Array,
    Map,
    Extension,
}
