namespace EbcSuite.Events;

/// <summary>
/// Tracks how a string compares with a constant: for the order operators and for the prefix. The state is how many
/// characters are the same so far, or that the string has come to stand below or above.
/// </summary>
internal sealed class OrderTracker : RuneTracker
{
    private const char Below = '\uffff';
    private const char Above = '\ufffe';

    private readonly int[] _constant;
    private readonly Operator _operator;
    private readonly bool _negated;

    public OrderTracker(int[] constant, Operator op, bool negated)
    {
        _constant = constant;
        _operator = op;
        _negated = negated;
    }

    public override char Step(char state, int rune)
    {
        if (state is Below or Above)
        {
            return state;
        }

        if (state == _constant.Length)
        {
            return _operator == Operator.Prefix ? state : Above;
        }

        var own = _constant[state];
        return rune < own ? Below : rune > own ? Above : (char)(state + 1);
    }

    public override bool AcceptsEnd(char state) => Holds(Order(state), state) != _negated;

    // Below and above nothing changes any more, nor where the whole of a prefix has been read.
    public override bool IsDead(char state) =>
        (state is Below or Above || (_operator == Operator.Prefix && state == _constant.Length)) && !AcceptsEnd(state);

    private int Order(char state) => state switch
    {
        Below => -1,
        Above => 1,
        _ => state < _constant.Length ? -1 : 0,
    };

    private bool Holds(int order, char state) => _operator switch
    {
        Operator.Prefix => state == _constant.Length,
        Operator.Equal => order == 0,
        Operator.NotEqual => order != 0,
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        Operator.GreaterOrEqual => order >= 0,
        _ => throw new InvalidOperationException($"{_operator} is not an operator of order."),
    };
}
