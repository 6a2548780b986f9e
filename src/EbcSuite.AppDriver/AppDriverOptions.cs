using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Hosting;
using EbcSuite.Messaging.Enrolment;

namespace EbcSuite.AppDriver;

/// <summary>The options of ebc-appdrv.</summary>
public sealed record AppDriverOptions : DaemonOptions, IValidatableObject
{
    /// <summary>Labels go with every sign of life: few and short.</summary>
    private const int MostLabels = 32;

    private const int LongestLabel = 128;

    [Required]
    [Description("This node's identity, as its key is known to the broker")]
    public string Node { get; init; } = "";

    [Required]
    [Description("The site that this node is in")]
    public string Site { get; init; } = "";

    [Required]
    [TcpEndpoint]
    [Description("The site's broker, its plane of events: tcp://HOST:PORT")]
    public string Broker { get; init; } = "tcp://127.0.0.1:7700";

    [Required]
    [TcpEndpoint]
    [Description("The site's broker, its bulk plane: tcp://HOST:PORT")]
    public string BulkBroker { get; init; } = "tcp://127.0.0.1:7701";

    [Required]
    [Description("The broker's public key (40 characters, as ebc keygen prints it)")]
    public string BrokerPublicKey { get; init; } = "";

    [Required]
    [Description("This node's key file; made where it is missing and an enrolment token is given")]
    public string KeyFile { get; init; } = "";

    [Secret]
    [Description("A one-time token from ebc token create, to put this node's key into the broker's list; ignored once it is there")]
    public string EnrolmentToken { get; init; } = "";

    [Description("A file that holds such a token instead; removed when the node is enrolled")]
    public string EnrolmentTokenFile { get; init; } = "";

    [Description("What is to be known of this node (ebc nodes), name to value: { \"rack\": \"r1\" }")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    [Description("Where applications, images and records are kept; the same path on every node")]
    public string StateDirectory { get; init; } = "/var/lib/ebc-appdrv";

    [Description("The criu program")]
    public string CriuPath { get; init; } = "criu";

    [Description("Where DMTCP is installed (its bin is below); empty where its programs are in the PATH")]
    public string DmtcpPrefix { get; init; } = "";

    [Description("Where an Open MPI with checkpoint support is installed (its bin is below); empty where its programs are in the PATH")]
    public string OpenMpiPrefix { get; init; } = "";

    [Description("The library that keeps MPI jobs from using pseudo terminals; left out where it is missing")]
    public string PtyShim { get; init; } = "/usr/lib/ebcsuite/libebc-nopty.so";

    [Description("How long a dump or a restore may take")]
    [DurationRange("1s", "24h")]
    public TimeSpan ToolDeadline { get; init; } = TimeSpan.FromMinutes(10);

    [Description("How long an image's stream may stand still before the transfer fails")]
    [DurationRange("1s", "24h")]
    public TimeSpan StreamDeadline { get; init; } = TimeSpan.FromMinutes(2);

    [Description("Chunks of 1 MiB that may be on the way of one stream")]
    [Range(1, 256)]
    public int StreamWindow { get; init; } = 16;

    [Description("zstd's level for images; negative ones are quicker and pack less")]
    [Range(-50, 19)]
    public int CompressionLevel { get; init; } = 1;

    [Description("How long answers to commands are kept for repeated questions")]
    [DurationRange("1m", "720h")]
    public TimeSpan KeepResults { get; init; } = TimeSpan.FromDays(7);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Node.Length > 0 && !Names.IsNode(Node))
        {
            yield return new($"must be a node's name, not '{Node}'", [nameof(Node)]);
        }

        if (Site.Length > 0 && !Names.IsNode(Site))
        {
            yield return new($"must be a site's name, not '{Site}'", [nameof(Site)]);
        }

        foreach (var fault in EnrolmentFaults().Concat(LabelFaults()))
        {
            yield return fault;
        }

        if (!Path.IsPathRooted(StateDirectory))
        {
            yield return new("must be an absolute path", [nameof(StateDirectory)]);
        }
    }

    private IEnumerable<ValidationResult> EnrolmentFaults()
    {
        if (EnrolmentToken.Length > 0 && !TokenText.IsToken(EnrolmentToken))
        {
            yield return new($"is no token: {TokenText.Shape}", [nameof(EnrolmentToken)]);
        }

        if (EnrolmentToken.Length > 0 && EnrolmentTokenFile.Length > 0)
        {
            yield return new($"must not be given beside {nameof(EnrolmentToken)}", [nameof(EnrolmentTokenFile)]);
        }

        // With a key, a token file that is gone means that the node was enrolled before.
        if (KeyFile.Length > 0 && !File.Exists(KeyFile))
        {
            if (EnrolmentToken.Length == 0 && EnrolmentTokenFile.Length == 0)
            {
                yield return new(
                    "must name a file that exists and that this user may see; or give an enrolment token, and it is made", [nameof(KeyFile)]);
            }
            else if (EnrolmentTokenFile.Length > 0 && !File.Exists(EnrolmentTokenFile))
            {
                yield return new("must name a file that exists and that this user may see, as there is no key yet", [nameof(EnrolmentTokenFile)]);
            }
        }
    }

    private IEnumerable<ValidationResult> LabelFaults()
    {
        foreach (var name in Labels.Keys.Where(name => !Names.IsNode(name)))
        {
            yield return new($"has the name '{name}', which must be 1 to {Names.Longest} of letters, digits, _ . -", [nameof(Labels)]);
        }

        foreach (var (name, _) in Labels.Where(l => l.Value.Length is 0 or > LongestLabel || l.Value.Any(char.IsControl)))
        {
            yield return new($"must give '{name}' a text of 1 to {LongestLabel} characters", [nameof(Labels)]);
        }

        if (Labels.Count > MostLabels)
        {
            yield return new($"are {Labels.Count}; at most {MostLabels}", [nameof(Labels)]);
        }
    }
}
