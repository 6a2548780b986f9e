namespace EbcSuite.Protocol.Tests;

/// <summary>
/// The decoder against frames that are nearly messages. EBC_FUZZ_ITERATIONS sets how many, EBC_FUZZ_SEED where to begin.
/// </summary>
[Category("Unit")]
public sealed class FuzzTests
{
    private const int FramesPerSeed = 1000;

    /// <summary>Bytes that reading a frame may allocate: for an exception and its trace, and for each byte of the frame.</summary>
    private const int AllocatedAtMost = 16 * 1024;
    private const int AllocatedPerByte = 64;

    [Test]
    public void Only_a_named_fault_escapes_and_memory_is_bounded_by_the_length_of_the_frame()
    {
        var iterations = Setting("EBC_FUZZ_ITERATIONS", 200_000);
        var first = Setting("EBC_FUZZ_SEED", 1);
        var frames = SampleMessages.ByName.Values.Select(MessageEncoder.Encode).ToArray();
        foreach (var frame in frames)
        {
            // What is allocated once is not the frame's.
            Read(frame[..^1], seed: 0);
            Read(frame, seed: 0);
        }

        var taken = 0;
        for (var seed = first; seed < first + (iterations / FramesPerSeed); seed++)
        {
            var mutations = new FrameMutations(seed, frames);
            for (var i = 0; i < FramesPerSeed; i++)
            {
                taken += Read(mutations.Next(), seed) ? 1 : 0;
            }
        }

        TestContext.Out.WriteLine($"{taken} of {iterations} frames were messages.");
        taken.Should().BeGreaterThan(iterations / 100, "else the mutations test nothing behind the first bytes");
    }

    private static bool Read(byte[] frame, int seed)
    {
        Message? message = null;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            message = MessageDecoder.Decode(frame);
        }
        catch (ProtocolException)
        {
            // The only way out that is allowed.
            message = null;
        }
        catch (Exception e)
        {
            Assert.Fail($"Seed {seed}, frame {Convert.ToHexStringLower(frame)}: {e}");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > AllocatedAtMost + ((long)AllocatedPerByte * frame.Length))
        {
            Assert.Fail($"Seed {seed}: {allocated} bytes allocated for a frame of {frame.Length}: {Convert.ToHexStringLower(frame)}");
        }

        // What one broker took in, it can send on.
        if (message is not null && !MessageEquality.Same(MessageDecoder.Decode(MessageEncoder.Encode(message)), message))
        {
            Assert.Fail($"Seed {seed}: written again, it is another message: {Convert.ToHexStringLower(frame)}");
        }

        return message is not null;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;
}
