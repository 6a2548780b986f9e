namespace EbcSuite.Events;

/// <summary>What a stretch of a filter's text is.</summary>
internal enum FilterTokenKind
{
    End,

    /// <summary>A bare word: a name, a keyword, or one of the values true, false, inf.</summary>
    Word,

    /// <summary>A name in backticks; <see cref="FilterToken.Text"/> is what is between them, unescaped.</summary>
    QuotedName,

    /// <summary>A run of the signs <c>= ! &lt; &gt; ^ $ * &amp; | ~</c>, not necessarily an operator.</summary>
    Sign,

    /// <summary>A string or a number.</summary>
    Value,

    Open,

    Close,

    Comma,
}

/// <summary>One token and where it begins, in UTF-16 code units.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, int Start, string Text, AttributeValue Value)
{
    /// <summary>For messages: what was found.</summary>
    public string Describe() => Kind switch
    {
        FilterTokenKind.End => "the end of the text",
        FilterTokenKind.Value when Value.Kind == AttributeKind.String => $"the string {ValueText.Shorten(Value)}",
        FilterTokenKind.Value => $"the number {Value}",
        FilterTokenKind.QuotedName => $"the name {NameText.Write(Text)}",
        _ => $"'{Text}'",
    };
}
