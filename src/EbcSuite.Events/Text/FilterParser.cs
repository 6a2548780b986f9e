namespace EbcSuite.Events;

/// <summary>Reads a filter by recursive descent; the grammar is at <see cref="Filter.Parse"/>. One for each text.</summary>
internal sealed class FilterParser
{
    private const string AValue = "a value: a string in \"…\", a number, true or false";

    private readonly string _text;
    private readonly FilterLexer _lexer;
    private FilterToken _token;

    public FilterParser(string text)
    {
        _text = text;
        _lexer = new(text);
        _token = _lexer.Read();
    }

    public Filter Parse()
    {
        if (_token is { Kind: FilterTokenKind.Sign, Text: FilterWords.Everything })
        {
            Advance();
            return _token.Kind == FilterTokenKind.End ? Filter.Everything : throw Fail("* stands alone: expected the end");
        }

        if (_token.Kind == FilterTokenKind.End)
        {
            // Not read as "everything": an empty variable in a script should not subscribe to all there is.
            throw Fail("expected a constraint, or * for everything");
        }

        var constraints = new List<Constraint> { ParseConstraint() };
        while (_token.Kind != FilterTokenKind.End)
        {
            if (!IsKeyword(FilterWords.And))
            {
                throw Fail($"expected 'and' or the end, found {_token.Describe()}{FilterWords.Hint(_token.Text)}");
            }

            Advance();
            constraints.Add(ParseConstraint());
        }

        return Filter.Create([.. constraints]);
    }

    private Constraint ParseConstraint()
    {
        var name = ParseName();
        if (IsKeyword(FilterWords.Exists))
        {
            Advance();
            return Constraint.Create(name, Operator.Exists);
        }

        if (IsKeyword(FilterWords.In))
        {
            Advance();
            return Constraint.Create(name, Operator.In, [.. ParseSet()]);
        }

        if (_token.Kind == FilterTokenKind.Sign && FilterWords.TryOperator(_token.Text, out var op))
        {
            Advance();
            return Constraint.Create(name, op, ParseValue());
        }

        throw Fail($"expected an operator after {NameText.Write(name)}, one of {FilterWords.AllOperators}; "
            + $"found {_token.Describe()}{FilterWords.Hint(_token.Text)}");
    }

    private string ParseName()
    {
        var token = _token;
        if (token.Kind == FilterTokenKind.QuotedName || (token.Kind == FilterTokenKind.Word && !FilterWords.IsReserved(token.Text)))
        {
            Advance();
            return token.Text;
        }

        var hint = token.Kind switch
        {
            FilterTokenKind.Word when FilterWords.Is(token.Text, FilterWords.Exists) => " (it comes after the name: x exists)",
            FilterTokenKind.Word when FilterWords.Hint(token.Text).Length == 0 =>
                $" (a keyword; as a name it is written `{token.Text}`)",
            FilterTokenKind.Value when token.Value.Kind == AttributeKind.String => " (names that need quotes take backticks)",
            FilterTokenKind.Open => " (a filter has no parentheses but those of in)",
            _ => FilterWords.Hint(token.Text),
        };
        throw Fail($"expected an attribute's name, found {token.Describe()}{hint}");
    }

    private List<AttributeValue> ParseSet()
    {
        var values = new List<AttributeValue>();
        if (_token.Kind != FilterTokenKind.Open)
        {
            throw Fail($"expected ( after in, found {_token.Describe()}");
        }

        Advance();
        if (_token.Kind == FilterTokenKind.Close)
        {
            Advance();
            return values;
        }

        values.Add(ParseValue());
        while (_token.Kind == FilterTokenKind.Comma)
        {
            Advance();
            values.Add(ParseValue());
        }

        if (_token.Kind != FilterTokenKind.Close)
        {
            throw Fail($"expected , or ) in the set of values, found {_token.Describe()}");
        }

        Advance();
        return values;
    }

    private AttributeValue ParseValue()
    {
        var token = _token;
        AttributeValue value;
        if (token.Kind == FilterTokenKind.Value)
        {
            value = token.Value;
        }
        else if (IsKeyword(FilterWords.True) || IsKeyword(FilterWords.False))
        {
            value = IsKeyword(FilterWords.True);
        }
        else if (token.Kind == FilterTokenKind.Word && NumberText.TryWord(token.Text, out var number))
        {
            value = number;
        }
        else
        {
            var hint = token.Kind switch
            {
                FilterTokenKind.Word => $" (a string is written in quotes: \"{token.Text}\")",
                FilterTokenKind.QuotedName => " (a string is written in double quotes; attributes are compared with values only)",
                _ => "",
            };
            throw Fail($"expected {AValue}; found {token.Describe()}{hint}");
        }

        Advance();
        return value;
    }

    private bool IsKeyword(string keyword) => _token.Kind == FilterTokenKind.Word && FilterWords.Is(_token.Text, keyword);

    private void Advance() => _token = _lexer.Read();

    private FilterSyntaxException Fail(string problem) => new(_text, _token.Start, problem);
}
