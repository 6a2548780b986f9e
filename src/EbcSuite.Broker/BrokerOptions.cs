using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Broker;

/// <summary>What ebc-broker can be told: /etc/ebc/broker.json, EBC_BROKER__KEY, --KEY VALUE.</summary>
public sealed record BrokerOptions : DaemonOptions, IValidatableObject
{
    [Description("The site that this broker serves; told to who links up")]
    [Required]
    [StringLength(255, ErrorMessage = "must have at most 255 characters")]
    public string Site { get; init; } = "";

    [Description("The identity that the peers' lists of allowed keys give to this broker's key")]
    [Required]
    [StringLength(255, ErrorMessage = "must have at most 255 characters")]
    public string Name { get; init; } = "";

    [Description("Where the events plane listens")]
    [Required]
    [TcpEndpoint]
    public string EventsEndpoint { get; init; } = "tcp://0.0.0.0:7700";

    [Description("Where the bulk plane listens: images on the move")]
    [Required]
    [TcpEndpoint]
    public string BulkEndpoint { get; init; } = "tcp://0.0.0.0:7701";

    [Description("This broker's secret key; ebc keygen makes one")]
    [Required]
    [ExistingFile]
    public string KeyFile { get; init; } = "/etc/ebc/broker.key";

    [Description("Who may link up, with identity, role and rights; read again when it changes")]
    [Required]
    [ExistingFile]
    public string AllowedKeysFile { get; init; } = "/etc/ebc/allowed-keys";

    [Description("The one-time tokens of ebc token create, by which new nodes enrol; while there is none, enrolment is closed")]
    [Required]
    public string TokensFile { get; init; } = "/etc/ebc/tokens";

    [Description("Brokers that this one dials; the brokers form a tree")]
    public IReadOnlyList<PeerOptions> Peers { get; init; } = [];

    [Description("A link that was silent for so long is down; its other end pings several times within")]
    [DurationRange("1s", "10m")]
    public TimeSpan LinkTimeout { get; init; } = TimeSpan.FromSeconds(30);

    [Description("Bytes that wait for one slow link of the events plane; over it the newest are dropped and counted")]
    [Range(64L * 1024, 1024L * 1024 * 1024)]
    public long EventsQueueBytes { get; init; } = 8 * 1024 * 1024;

    [Description("The same for the bulk plane")]
    [Range(4L * 1024 * 1024, 4L * 1024 * 1024 * 1024)]
    public long BulkQueueBytes { get; init; } = 32 * 1024 * 1024;

    [Description("Whether the events plane's two threads go before all ordinary ones of the machine, where that is allowed (LimitRTPRIO=1)")]
    public bool EventsRealTime { get; init; } = true;

    [Description("How often the counters are logged; SIGUSR1 asks for them at once")]
    [DurationRange("1s", "1d")]
    public TimeSpan StatisticsInterval { get; init; } = TimeSpan.FromMinutes(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.Equals(EventsEndpoint, BulkEndpoint, StringComparison.Ordinal))
        {
            yield return new("must not be the same as EventsEndpoint: the planes do not share a port", [nameof(BulkEndpoint)]);
        }

        if (File.Exists(KeyFile) && Fault(() => KeyFileRead(KeyFile)) is { } key)
        {
            yield return new(key, [nameof(KeyFile)]);
        }

        if (File.Exists(AllowedKeysFile) && Fault(() => Messaging.Keys.AllowedKeysFile.Open(AllowedKeysFile, _ => { })) is { } allowed)
        {
            yield return new(allowed, [nameof(AllowedKeysFile)]);
        }

        if (Fault(() => Messaging.Enrolment.TokensFile.Read(TokensFile)) is { } tokens)
        {
            yield return new(tokens, [nameof(TokensFile)]);
        }
    }

    private static void KeyFileRead(string path) => _ = Messaging.Keys.KeyFile.ReadSecret(path);

    private static string? Fault(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (MessagingException e) when (e.Fault == MessagingFault.BadKeyFile)
        {
            return e.Message.TrimEnd('.');
        }
        catch (Exception e) when (e is AllowedKeysException or TokensException)
        {
            return e.Message.TrimEnd('.');
        }
        catch (MessagingException e) when (e.Fault == MessagingFault.LibraryMissing)
        {
            // Not the configuration's fault; the start will end with "unavailable".
            return null;
        }
    }
}
