using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;

namespace EbcSuite.Drivers.Tests;

/// <summary>A job whose state is a number in a file of its directory: a fake tool that starts it again has it go on.</summary>
internal sealed class CountingJob(TemporaryDirectory directory)
{
    public static readonly string[] Arguments =
        ["bash", "-c", "while :; do read -r n <count || n=0; echo $((n + 1)) >count.new; mv count.new count; sleep 0.02; done 2>/dev/null"];

    public ApplicationHome Home { get; } = new("job", directory.Below("job"));

    public string Image => directory.Below("image");

    public static LaunchSpecification Launch(params string[] before) =>
        new([.. before, .. Arguments], new Dictionary<string, string>(StringComparer.Ordinal));

    public int Count => int.TryParse(ReadCount(), out var count) ? count : 0;

    /// <summary>Returns when it has counted on from where it is.</summary>
    public Task WhenItGoesOnAsync()
    {
        var now = Count;
        return Until.TrueAsync(() => Count > now + 3);
    }

    public static void ShouldStandStill(RunningApplication application) =>
        Capsule.Members(application).Should().NotBeEmpty().And.OnlyContain(p => p.StandsStill);

    /// <summary>Ends what is left of it, whatever the test did.</summary>
    public async Task EndAsync()
    {
        foreach (var left in ContainedCapsule.Remains(Home))
        {
            await new Capsule(new CapsuleOptions(), TimeProvider.System).DestroyAsync(left, TimeSpan.Zero, FakeTool.Limit);
        }
    }

    private string ReadCount()
    {
        var path = Path.Combine(Home.Directory, "count");
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
    }
}
