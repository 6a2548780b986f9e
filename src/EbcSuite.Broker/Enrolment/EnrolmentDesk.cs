using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;
using EbcSuite.Protocol;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Broker.Enrolment;

/// <summary>
/// Does what <see cref="EnrolmentJudge"/> decides, one request at a time, on pool threads: files are written and flushed, for
/// which no plane may wait. Any thread may ask.
/// </summary>
/// <remarks>
/// The order on the disk, each step flushed before the next: the token is spent by this key; the key is in the list; the token's use
/// is marked as listed; the answer goes out. Whatever step is the last before a crash, no other key can use the token, and the
/// same key's next question is carried on from there.
/// </remarks>
internal sealed class EnrolmentDesk(
    string name, string site, TokensFile tokens, AllowedKeysEdit list, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Whether the holder of an unknown key may come in at all. Costs a stat(2).</summary>
    public bool Admits(string publicKey) => tokens.Current.Admits(publicKey, time.GetUtcNow());

    /// <summary>The answer for the stranger: Enrolled or Refused. Once begun it is brought to its end.</summary>
    public async Task<Message> AskAsync(EnrolmentRequest request)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await EnrolAsync(request).ConfigureAwait(false) is { } refused
                ? new Refused(0, refused.Code, refused.Text)
                : new Enrolled(request.Identity, site);
        }
        catch (Exception e) when (e is TokensException or AllowedKeysException)
        {
            logger.LogError("'{Identity}' could not be enrolled: {Reason}", Printable(request.Identity), e.Message);
            return new Refused(0, EnrolmentCodes.EnrolmentFailed, "The broker could not write its files");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What is under way comes to its end; who still waits for his turn asks again, another time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    /// <summary>What may stand in a log, whatever came: others write it.</summary>
    public static string Printable(string identity) => EnrolmentJudge.IsIdentity(identity) ? identity : "(no name)";

    /// <summary>Null: enrolled.</summary>
    private async Task<EnrolmentDecision.Refuse?> EnrolAsync(EnrolmentRequest request)
    {
        var decision = await tokens.ChangeAsync(
            known =>
            {
                var now = time.GetUtcNow();
                var decided = EnrolmentJudge.Judge(known, list.Read(), request, name, now);
                return decided is EnrolmentDecision.Take { Token: var token }
                    ? (known.With(token with { Use = new(request.PublicKey, request.Identity, now, IsListed: false) }), decided)
                    : (null, decided);
            },
            CancellationToken.None).ConfigureAwait(false);
        switch (decision)
        {
            case EnrolmentDecision.Take { Token: var token }:
                return await ListAsync(token, request).ConfigureAwait(false);
            case EnrolmentDecision.Finish { Token: var token }:
                return await ListAsync(token, request).ConfigureAwait(false);
            case EnrolmentDecision.Refuse refused:
                return refused;
            default:
                logger.LogInformation("'{Identity}' asked again and is enrolled already", request.Identity);
                return null;
        }
    }

    private async Task<EnrolmentDecision.Refuse?> ListAsync(TokenRecord token, EnrolmentRequest request)
    {
        // The list may have been edited since it was judged.
        EnrolmentDecision.Refuse? refused = null;
        await list.AppendAsync(
            token.Allow(request.Identity, request.PublicKey),
            now =>
            {
                refused = now.OfIdentity(request.Identity).Any(k => k.PublicKey != request.PublicKey)
                    ? new(EnrolmentCodes.IdentityTaken, $"Another key has the identity '{request.Identity}'")
                    : null;
                return refused is null && !now.TryGet(request.PublicKey, out _);
            },
            CancellationToken.None).ConfigureAwait(false);
        if (refused is not null)
        {
            return refused;
        }

        await tokens.ChangeAsync(
            known => (known.Find(token.Hash) is { Use: { } use } spent ? known.With(spent with { Use = use with { IsListed = true } }) : null, true),
            CancellationToken.None).ConfigureAwait(false);
        logger.LogInformation(
            "'{Identity}' is enrolled as {Role} with token {Token}, key {Key}", request.Identity, token.Role, token.Id, request.PublicKey);
        return null;
    }
}
