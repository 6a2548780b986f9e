using System.Collections.Frozen;

namespace EbcSuite.Events;

/// <summary>The words and signs of the text form, and what to say of those of other languages.</summary>
internal static class FilterWords
{
    public const string And = "and";
    public const string Exists = "exists";
    public const string In = "in";
    public const string True = "true";
    public const string False = "false";

    /// <summary>The filter that matches everything.</summary>
    public const string Everything = "*";

    /// <summary>For messages.</summary>
    public const string AllOperators = "= != < <= > >= ^= (prefix) $= (suffix) *= (contains) exists, in (…)";

    // `or` and `not` mean nothing today and are kept free, so that giving them a meaning breaks no text.
    private static readonly FrozenSet<string> Reserved =
        new[] { And, Exists, In, True, False, "or", "not" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Operator> BySign = new Dictionary<string, Operator>(StringComparer.Ordinal)
    {
        ["="] = Operator.Equal,
        ["!="] = Operator.NotEqual,
        ["<"] = Operator.Less,
        ["<="] = Operator.LessOrEqual,
        [">"] = Operator.Greater,
        [">="] = Operator.GreaterOrEqual,
        ["^="] = Operator.Prefix,
        ["$="] = Operator.Suffix,
        ["*="] = Operator.Contains,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Operator, string> ByOperator = BySign.ToFrozenDictionary(p => p.Value, p => p.Key);

    private static readonly FrozenDictionary<string, string> Hints = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["=="] = "equality is written =",
        ["is"] = "equality is written =",
        ["equals"] = "equality is written =",
        ["==="] = "equality is written =",
        ["<>"] = "inequality is written !=",
        ["!=="] = "inequality is written !=",
        ["=<"] = "less or equal is written <=",
        ["=>"] = "greater or equal is written >=",
        ["~="] = "there are no patterns: ^= is prefix, $= is suffix, *= is contains",
        ["=~"] = "there are no patterns: ^= is prefix, $= is suffix, *= is contains",
        ["~"] = "there are no patterns: ^= is prefix, $= is suffix, *= is contains",
        ["like"] = "there are no patterns: ^= is prefix, $= is suffix, *= is contains",
        ["matches"] = "there are no patterns: ^= is prefix, $= is suffix, *= is contains",
        ["prefix"] = "prefix is written ^=",
        ["startswith"] = "prefix is written ^=",
        ["suffix"] = "suffix is written $=",
        ["endswith"] = "suffix is written $=",
        ["contains"] = "contains is written *=",
        ["between"] = "write two constraints: x >= 1 and x <= 5",
        ["not"] = "there is no negation of a constraint, only != of a value",
        ["!"] = "there is no negation of a constraint, only != of a value",
        ["or"] = "a filter is a conjunction: hold two subscriptions instead, or in (…) for values of one attribute",
        ["||"] = "a filter is a conjunction: hold two subscriptions instead, or in (…) for values of one attribute",
        ["|"] = "a filter is a conjunction: hold two subscriptions instead, or in (…) for values of one attribute",
        ["&&"] = "constraints are joined by 'and'",
        ["&"] = "constraints are joined by 'and'",
        [","] = "constraints are joined by 'and'",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool IsReserved(string word) => Reserved.Contains(word);

    public static bool Is(string word, string keyword) => string.Equals(word, keyword, StringComparison.OrdinalIgnoreCase);

    public static bool TryOperator(string sign, out Operator op) => BySign.TryGetValue(sign, out op);

    public static string Sign(Operator op) => ByOperator[op];

    /// <summary>What to say of a sign or word that is not of this language; empty if nothing.</summary>
    public static string Hint(string word) => Hints.TryGetValue(word, out var hint) ? $" ({hint})" : "";
}
