using FsCheck;
using FsCheck.Fluent;

namespace EbcSuite.Events.Tests;

/// <summary>Filters and notifications over all of the language: odd names, odd strings, the numbers at the edges.</summary>
internal static class RandomFilters
{
    private static readonly string[] OddPieces =
        ["", "a", "ha", "Hà Nội", "\"", "\\", "`", "'", "\n", "\r\n", "\t", "\0", "\u007f", "\u2028", "\u202e", "\ud83d\ude00",
            "\uffff", "\udb40\udc01", " and ", "\\u0041", "*", "and", "-", "9", "\ue000"];

    private static readonly double[] OddDoubles =
        [0.0, -0.0, 1.0, 1.5, -2.25, 1e3, 1e-7, 1e300, double.Epsilon, double.MaxValue, double.MinValue, double.PositiveInfinity,
            double.NegativeInfinity, 9007199254740992.0, 9223372036854775808.0, 0.1, 1.0 / 3];

    private static readonly long[] OddIntegers = [0, 1, -1, long.MaxValue, long.MinValue, 9007199254740993, -42];

    public static readonly Gen<string> Strings =
        Gen.Choose(0, 4).SelectMany(n => Gen.Elements(OddPieces).ArrayOf(n)).Select(string.Concat);

    public static readonly Gen<string> Names = Gen.Frequency(
        (3, Gen.Elements("event", "site", "node", "x", "load.cpu-1", "_a", "And", "in", "exists", "TRUE", "or")),
        (1, Strings.Select(s => s.Length == 0 ? "`" : s)));

    public static readonly Gen<AttributeValue> Values = Gen.Frequency(
        (4, Strings.Select(s => (AttributeValue)s)),
        (2, Gen.Elements(OddIntegers).Select(i => (AttributeValue)i)),
        (2, Gen.Choose(-1000, 1000).Select(i => (AttributeValue)(long)i)),
        (2, Gen.Elements(OddDoubles).Select(d => (AttributeValue)d)),
        (2, Gen.Choose(int.MinValue, int.MaxValue).Select(i => (AttributeValue)(i / 1000.0))),
        (1, Gen.Elements(true, false).Select(b => (AttributeValue)b)));

    public static readonly Gen<Constraint> Constraints =
        from name in Names
        from op in Gen.Elements(Enum.GetValues<Operator>())
        from values in op switch
        {
            Operator.Exists => Gen.Constant(Array.Empty<AttributeValue>()),
            Operator.In => Gen.Choose(1, 5).SelectMany(n => Values.ArrayOf(n)),
            Operator.Prefix or Operator.Suffix or Operator.Contains => Strings.Select(s => new AttributeValue[] { s }),
            Operator.Equal or Operator.NotEqual => Values.ArrayOf(1),
            _ => Values.Where(v => v.Kind != AttributeKind.Boolean).ArrayOf(1),
        }
        from constraint in Make(() => Constraint.Create(name, op, values))
        select constraint;

    public static readonly Gen<Filter> Filters =
        from count in Gen.Choose(0, 6)
        from constraints in Constraints.ArrayOf(count)
        from filter in Make(() => Filter.Create(constraints))
        select filter;

    /// <summary>Texts of filters with a piece cut out, and another put in its place.</summary>
    public static readonly Gen<string> DamagedTexts =
        from text in Filters.Select(f => f.ToString())
        from start in Gen.Choose(0, text.Length)
        from length in Gen.Choose(0, Math.Min(4, text.Length - start))
        from piece in Gen.Frequency((2, Gen.Elements(OddPieces)), (1, Gen.Elements("==", "\\u", "\\ud800", "1e", "0x1", "(", "\ud800", "or")))
        select text.Remove(start, length).Insert(start, piece);

    /// <summary>What is refused becomes the simplest filter of its kind: the laws hold for filters that exist.</summary>
    private static Gen<T> Make<T>(Func<T> create)
        where T : class
    {
        try
        {
            return Gen.Constant(create());
        }
        catch (EventRefusedException e) when (e.Reason == EventRefusal.Contradiction)
        {
            object simplest = typeof(T) == typeof(Filter) ? Filter.Everything : Constraint.Create("x", Operator.Exists);
            return Gen.Constant((T)simplest);
        }
    }
}
