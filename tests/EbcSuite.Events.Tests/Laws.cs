using FsCheck;
using FsCheck.Fluent;

namespace EbcSuite.Events.Tests;

/// <summary>How laws are checked: with a fixed seed, so that a failure is the same failure everywhere.</summary>
internal static class Laws
{
    /// <summary>
    /// Checks <paramref name="law"/> on <paramref name="cases"/> random values. The failure names the seed; replay one
    /// with <c>EBC_LAWS_SEED=seed,gamma</c>, and check far more with <c>EBC_LAWS_TIMES=20</c>.
    /// </summary>
    public static void Hold<T>(Gen<T> values, int cases, Func<T, bool> law, int size = 100)
    {
        var times = int.Parse(Environment.GetEnvironmentVariable("EBC_LAWS_TIMES") ?? "1");
        var seed = (Environment.GetEnvironmentVariable("EBC_LAWS_SEED") ?? "20121106,1").Split(',');
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(cases * times)
            .WithStartSize(1)
            .WithEndSize(size)
            .WithReplay(ulong.Parse(seed[0]), ulong.Parse(seed[1]) | 1);
        Prop.ForAll(Arb.From(values), law).Check(config);
    }
}
