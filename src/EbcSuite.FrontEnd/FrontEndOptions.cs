using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.FrontEnd.Core;
using EbcSuite.Hosting;

namespace EbcSuite.FrontEnd;

/// <summary>What ebc-frontend can be told.</summary>
public sealed record FrontEndOptions : DaemonOptions, IValidatableObject
{
    [Description("The name that the front-end publishes under; its key must allow it")]
    [Required]
    public string Identity { get; init; } = "front-end";

    [Description("The broker, its plane of events: tcp://HOST:PORT")]
    [Required]
    [TcpEndpoint]
    public string Broker { get; init; } = "tcp://127.0.0.1:7700";

    [Description("The broker's public key: another broker is not talked to")]
    [Required]
    [StringLength(40, MinimumLength = 40, ErrorMessage = "must be a public key: 40 characters of Z85")]
    public string BrokerPublicKey { get; init; } = "";

    [Description("The file with the front-end's own key, as ebc keygen writes it")]
    [Required]
    [ExistingFile]
    public string KeyFile { get; init; } = "";

    [Description("The directory of the journal; made if it is not there")]
    [Required]
    public string StateDirectory { get; init; } = "/var/lib/ebc-frontend";

    [Description("Between two questions whether the nodes are alive")]
    [DurationRange("100ms", "1m")]
    public TimeSpan NodeAliveInterval { get; init; } = TimeSpan.FromSeconds(2);

    [Description("A node that is silent for this long is dead; more than two intervals")]
    [DurationRange("300ms", "10m")]
    public TimeSpan NodeDeadAfter { get; init; } = TimeSpan.FromSeconds(6);

    [Description("An unanswered command is told again after this, then after longer pauses")]
    [DurationRange("100ms", "1m")]
    public TimeSpan Resend { get; init; } = TimeSpan.FromSeconds(2);

    [Description("The longest pause before an unanswered command is told again")]
    [DurationRange("100ms", "10m")]
    public TimeSpan ResendAtMost { get; init; } = TimeSpan.FromSeconds(10);

    [Description("How long a migration's initialization may take before it is undone")]
    [DurationRange("1s", "1d")]
    public TimeSpan InitializationDeadline { get; init; } = TimeSpan.FromSeconds(60);

    [Description("How long a migration's checkpointing may take before it is undone")]
    [DurationRange("1s", "1d")]
    public TimeSpan CheckpointingDeadline { get; init; } = TimeSpan.FromMinutes(15);

    [Description("How long a migration's transferring may take, the restore on the target with it, before it is undone")]
    [DurationRange("1s", "7d")]
    public TimeSpan TransferringDeadline { get; init; } = TimeSpan.FromHours(4);

    [Description("How long a start, stop, checkpoint or restart may take where its request says nothing")]
    [DurationRange("1s", "1d")]
    public TimeSpan CommandDeadline { get; init; } = TimeSpan.FromMinutes(15);

    [Description("The driver of start_App where the request names none: a driver's name, or best: what the node's preflight finds best")]
    [Required]
    public string DefaultDriver { get; init; } = DriverChoice.Best;

    [Description("The time between the request to end and the end by force, where stop_App says nothing")]
    [DurationRange("0ms", "1h")]
    public TimeSpan DefaultGrace { get; init; } = TimeSpan.FromSeconds(10);

    [Description("Final reports kept, for requests that are repeated")]
    [Range(10, 100_000)]
    public int RememberedAnswers { get; init; } = 1000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (NodeDeadAfter <= 2 * NodeAliveInterval)
        {
            yield return new(
                $"must be more than two intervals of NodeAliveInterval ({Duration.Write(NodeAliveInterval)}): one lost answer is no death",
                [nameof(NodeDeadAfter)]);
        }

        if (ResendAtMost < Resend)
        {
            yield return new($"must not be less than Resend ({Duration.Write(Resend)})", [nameof(ResendAtMost)]);
        }
    }

    public FrontEndSettings ToSettings() => new()
    {
        Identity = Identity,
        NodeAliveInterval = NodeAliveInterval,
        NodeDeadAfter = NodeDeadAfter,
        Settle = NodeAliveInterval,
        DefaultDriver = DefaultDriver,
        DefaultGrace = DefaultGrace,
        RememberedAnswers = RememberedAnswers,
        Timings = new PlanTimings
        {
            Resend = Resend,
            ResendAtMost = ResendAtMost,
            Initialization = InitializationDeadline,
            Checkpointing = CheckpointingDeadline,
            Transferring = TransferringDeadline,
            Command = CommandDeadline,
        },
    };
}
