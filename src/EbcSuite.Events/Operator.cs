namespace EbcSuite.Events;

/// <summary>How a constraint compares. The numbers are on the wire and never change. In brackets the text form.</summary>
public enum Operator : byte
{
    /// <summary><c>=</c></summary>
    Equal = 1,

    /// <summary><c>!=</c></summary>
    NotEqual = 2,

    /// <summary><c>&lt;</c></summary>
    Less = 3,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual = 4,

    /// <summary><c>&gt;</c></summary>
    Greater = 5,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual = 6,

    /// <summary><c>^=</c></summary>
    Prefix = 7,

    /// <summary><c>$=</c></summary>
    Suffix = 8,

    /// <summary><c>*=</c></summary>
    Contains = 9,

    /// <summary><c>exists</c></summary>
    Exists = 10,

    /// <summary><c>in (…)</c></summary>
    In = 11,
}
