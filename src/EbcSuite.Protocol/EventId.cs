namespace EbcSuite.Protocol;

/// <summary>
/// The name a broker gives to a notification that enters the network: never taken from a client.
/// </summary>
/// <param name="Origin">The broker's run: a random number drawn when it started.</param>
/// <param name="Number">Counts from 1 in that run.</param>
public readonly record struct EventId(ulong Origin, ulong Number);
