using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EbcSuite.Hosting;

namespace EbcSuite.Broker;

/// <summary>Another broker that this one dials, on both planes.</summary>
public sealed record PeerOptions
{
    [Description("Where the peer's events plane listens")]
    [Required]
    [TcpEndpoint]
    public string EventsEndpoint { get; init; } = "";

    [Description("Where the peer's bulk plane listens")]
    [Required]
    [TcpEndpoint]
    public string BulkEndpoint { get; init; } = "";

    [Description("The peer's public key: another broker is not talked to")]
    [Required]
    [StringLength(40, MinimumLength = 40, ErrorMessage = "must be a public key: 40 characters of Z85")]
    public string PublicKey { get; init; } = "";
}
