using System.ComponentModel.DataAnnotations;

namespace EbcSuite.Hosting.Tests;

public enum Colour
{
    Red,
    Green,
}

public sealed record SampleLink
{
    [Required]
    [TcpEndpoint]
    public string Endpoint { get; init; } = "";

    [Secret]
    public string Password { get; init; } = "";
}

public sealed record SampleOptions : DaemonOptions, IValidatableObject
{
    [System.ComponentModel.Description("Where to listen")]
    [System.ComponentModel.DataAnnotations.Range(1, 65535)]
    public int Port { get; init; } = 7700;

    [System.ComponentModel.Description("After this silence a link is down")]
    [DurationRange("1s", "1h")]
    public TimeSpan LinkTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public Colour Colour { get; init; }

    public double? Share { get; init; }

    public int Low { get; init; }

    public int High { get; init; } = 10;

    [Secret]
    [MaxLength(8)]
    public string Token { get; init; } = "";

    public IReadOnlyList<SampleLink> Links { get; init; } = [];

    public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Low > High)
        {
            yield return new($"must not be over High ({High})", [nameof(Low)]);
        }
    }
}
