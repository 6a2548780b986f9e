using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace EbcSuite.Hosting;

/// <summary>The bounds of a TimeSpan, both allowed, written as <see cref="Duration"/> reads them: <c>[DurationRange("1s", "1h")]</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    public string Minimum { get; } = minimum;

    public string Maximum { get; } = maximum;

    public override bool IsValid(object? value) =>
        value is not TimeSpan time || (time >= Duration.Parse(Minimum) && time <= Duration.Parse(Maximum));

    public override string FormatErrorMessage(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"must be from {Minimum} to {Maximum}");
}
