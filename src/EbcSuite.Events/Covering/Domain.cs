namespace EbcSuite.Events;

/// <summary>The kinds of values that constraints on one attribute leave open together.</summary>
internal enum Domain
{
    /// <summary>Every value: only <c>exists</c>.</summary>
    All,

    /// <summary>At most the values of one constraint that lists them: <c>=</c> or <c>in</c>.</summary>
    Listed,

    Booleans,

    Numbers,

    Strings,

    /// <summary>None: constraints on values of different kinds.</summary>
    None,
}

internal static class Domains
{
    /// <summary>The domain of constraints on one attribute; <paramref name="list"/> is the constraint that lists values.</summary>
    public static Domain Of(ReadOnlySpan<Constraint> constraints, out Constraint? list)
    {
        list = null;
        var domain = Domain.All;
        foreach (var constraint in constraints)
        {
            if (constraint.Operator is Operator.Equal or Operator.In)
            {
                list = constraint;
                return Domain.Listed;
            }

            if (constraint.Operator != Operator.Exists)
            {
                var own = Of(constraint.Operand.Kind);
                domain = domain == Domain.All || domain == own ? own : Domain.None;
            }
        }

        return domain;
    }

    public static Domain Of(AttributeKind kind) => kind switch
    {
        AttributeKind.Boolean => Domain.Booleans,
        AttributeKind.Integer or AttributeKind.Double => Domain.Numbers,
        _ => Domain.Strings,
    };

    public static bool AllAccept(ReadOnlySpan<Constraint> constraints, AttributeValue value)
    {
        foreach (var constraint in constraints)
        {
            if (!constraint.Accepts(value))
            {
                return false;
            }
        }

        return true;
    }
}
