namespace EbcSuite.Messaging.Enrolment;

/// <summary>That a token is spent, and by whom.</summary>
/// <param name="Key">The public key that was enrolled.</param>
/// <param name="Identity">As whom.</param>
/// <param name="IsListed">
/// The key has been put into the list of allowed keys. Until then the enrolment is under way, and is finished when the same key
/// asks again; afterwards a key that is missing there was taken out on purpose, and the token does not bring it back.
/// </param>
public sealed record TokenUse(string Key, string Identity, DateTimeOffset At, bool IsListed);
