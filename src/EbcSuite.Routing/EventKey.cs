namespace EbcSuite.Routing;

/// <summary>Names a notification in the whole network: given by the router at which it entered.</summary>
/// <param name="Origin">The run of that router: a random number.</param>
/// <param name="Number">Counts from 1 in that run.</param>
public readonly record struct EventKey(ulong Origin, ulong Number);
