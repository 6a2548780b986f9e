namespace EbcSuite.Events;

/// <summary>The type of an <see cref="AttributeValue"/>. The numbers are on the wire and never change.</summary>
public enum AttributeKind : byte
{
    Boolean = 1,
    Integer = 2,
    Double = 3,
    String = 4,

    /// <summary>Carried, and tested for existence only.</summary>
    Bytes = 5,
}
