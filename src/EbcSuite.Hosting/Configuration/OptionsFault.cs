namespace EbcSuite.Hosting;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Key">The key as the configuration file's path has it: <c>Peers:0:PublicKey</c>.</param>
/// <param name="Value">The value found, or null when there is none to show.</param>
/// <param name="Problem">What is wrong, with the range or the form that is allowed.</param>
/// <param name="Advice">What to do.</param>
public sealed record OptionsFault(string Key, string? Value, string Problem, string Advice)
{
    public override string ToString() =>
        (Key.Length == 0 ? "" : Value is null ? $"{Key}: " : $"{Key} = {Value}: ") + $"{Problem}. {Advice}.";
}
