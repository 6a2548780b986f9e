namespace EbcSuite.Events;

/// <summary>
/// A point on the line of all numbers that a value can be: the integers of 64 bits and the doubles but NaN, each once
/// (2 and 2.0 are one point, so are 0.0 and −0.0). The line is discrete: every point but the infinities has a next and a
/// previous one.
/// </summary>
internal readonly record struct NumberPoint : IComparable<NumberPoint>
{
    public static readonly NumberPoint Lowest = new(double.NegativeInfinity);
    public static readonly NumberPoint Highest = new(double.PositiveInfinity);

    // An integer wherever the point is one of 64 bits, else a double: so each point has one form.
    private readonly long _integer;
    private readonly double _real;
    private readonly bool _isReal;

    private NumberPoint(long integer) => _integer = integer;

    private NumberPoint(double real)
    {
        // The casts are exact: −2^63 and 2^63 are doubles, and whole doubles between them fit.
        _isReal = !(real >= -9223372036854775808.0 && real < 9223372036854775808.0 && Math.Floor(real) == real);
        _real = _isReal ? real : 0;
        _integer = _isReal ? 0 : (long)real;
    }

    public static NumberPoint Of(AttributeValue value) =>
        value.Kind == AttributeKind.Integer ? new(value.AsInteger()) : new(value.AsDouble());

    public int CompareTo(NumberPoint other) => (_isReal, other._isReal) switch
    {
        (false, false) => _integer.CompareTo(other._integer),
        (true, true) => _real.CompareTo(other._real),
        (false, true) => ValueComparison.Compare(_integer, other._real)!.Value,
        (true, false) => -ValueComparison.Compare(other._integer, _real)!.Value,
    };

    /// <summary>The smallest point above this one; null above infinity.</summary>
    public NumberPoint? Next()
    {
        if (_isReal)
        {
            // No integer of 64 bits lies between a double that is none and the next double: where doubles are
            // sparser than integers (from 2^53 to 2^63) all doubles are integers. 2^63 is the one whose previous point is.
            return double.IsPositiveInfinity(_real) ? null : new(Math.BitIncrement(_real));
        }

        var near = (double)_integer;
        var real = new NumberPoint(ValueComparison.Compare(_integer, near) < 0 ? near : Math.BitIncrement(near));
        return _integer < long.MaxValue && new NumberPoint(_integer + 1) is var whole && whole.CompareTo(real) < 0 ? whole : real;
    }

    /// <summary>The greatest point below this one; null below minus infinity.</summary>
    public NumberPoint? Previous()
    {
        if (_isReal)
        {
            return double.IsNegativeInfinity(_real) ? null
                : _real == 9223372036854775808.0 ? new(long.MaxValue)
                : new(Math.BitDecrement(_real));
        }

        var near = (double)_integer;
        var real = new NumberPoint(ValueComparison.Compare(_integer, near) > 0 ? near : Math.BitDecrement(near));
        return _integer > long.MinValue && new NumberPoint(_integer - 1) is var whole && whole.CompareTo(real) > 0 ? whole : real;
    }
}
