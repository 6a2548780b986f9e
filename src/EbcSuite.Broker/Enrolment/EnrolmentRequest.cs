using EbcSuite.Messaging.Enrolment;

namespace EbcSuite.Broker.Enrolment;

/// <summary>What a stranger asks, without its token.</summary>
/// <param name="PublicKey">The key that the connection proved to hold.</param>
/// <param name="TokenHash">Of whatever text came as a token.</param>
internal sealed record EnrolmentRequest(string PublicKey, string Identity, string TokenHash)
{
    /// <summary>For logs.</summary>
    public string TokenId => TokenText.IdOf(TokenHash);
}
