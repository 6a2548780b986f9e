namespace EbcSuite.TestKit.Simulation;

/// <summary>What a simulated network does to each message on its way to each receiver.</summary>
/// <param name="Drop">The part of messages that are lost, 0 to 1.</param>
/// <param name="Duplicate">The part that comes a second time, later.</param>
/// <param name="MaxDelay">A message takes a random time up to this: so messages also overtake each other.</param>
public sealed record Weather(double Drop, double Duplicate, TimeSpan MaxDelay)
{
    public static readonly Weather Fair = new(0, 0, TimeSpan.FromMilliseconds(5));
}
