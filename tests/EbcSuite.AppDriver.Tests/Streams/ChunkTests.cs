using EbcSuite.AppDriver.Streams;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Images;
using EbcSuite.Events;

namespace EbcSuite.AppDriver.Tests.Streams;

[Category("Unit")]
public sealed class ChunkTests
{
    [Test]
    public void What_is_packed_is_read_and_no_chunk_is_over_the_limit()
    {
        var random = new Random(3);
        var blocks = Enumerable.Range(0, 200).Select(index =>
        {
            var bytes = new byte[random.Next(4) switch { 0 => 0, 1 => ImageBlocks.Size, _ => random.Next(100_000) }];
            random.NextBytes(bytes);
            var hash = new byte[FileHash.Bytes];
            random.NextBytes(hash);
            return new ImageBlock(index, random.Next(), BlockCodec.Raw, bytes.Length, hash, bytes);
        }).ToList();
        var builder = new ChunkBuilder();
        var chunks = new List<ReadOnlyMemory<byte>>();
        foreach (var block in blocks)
        {
            if (builder.Add(block) is { IsEmpty: false } full)
            {
                chunks.Add(full);
            }
        }

        chunks.Add(builder.Finish());
        chunks.Should().OnlyContain(c => c.Length <= EventLimits.BodyBytes);
        chunks.Count.Should().BeLessThan(blocks.Count * 3 / 4, "small blocks share a chunk");
        var read = new List<(int, int, BlockCodec, int, string, string)>();
        foreach (var chunk in chunks)
        {
            ChunkBlocks.Read(chunk, block => read.Add(Values(block)));
        }

        read.Should().Equal(blocks.Select(Values));
    }

    [Test]
    public void The_bytes_of_a_chunk_are_these()
    {
        var builder = new ChunkBuilder();
        builder.Add(new(3, 300, BlockCodec.Zstandard, 70_000, new byte[32], new byte[] { 1, 2 }));
        Convert.ToHexStringLower(builder.Finish().Span).Should().Be(
            "dd00000001" + "96" + "03" + "cd012c" + "01" + "ce00011170" + "c420" + new string('0', 64) + "c4020102");
    }

    [Test]
    public void Damaged_chunks_are_corrupt_images_and_nothing_else_escapes([Range(0, 20)] int seed)
    {
        var random = new Random(seed);
        var builder = new ChunkBuilder();
        builder.Add(new(1, 2, BlockCodec.Raw, 40, new byte[32], new byte[40]));
        builder.Add(new(1, 3, BlockCodec.Zero, 40, new byte[32], default));
        var good = builder.Finish().ToArray();
        for (var round = 0; round < 500; round++)
        {
            var bad = good[..random.Next(1, good.Length + 1)];
            bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                ChunkBlocks.Read(bad, _ => { });
            }
            catch (CheckpointException failure)
            {
                failure.Fault.Should().Be(CheckpointFault.ImageCorrupt);
            }
        }
    }

    private static (int File, int Block, BlockCodec Codec, int Length, string Hash, string Bytes) Values(ImageBlock block) =>
        (block.File, block.Block, block.Codec, block.RawLength, Convert.ToHexString(block.Hash.Span), Convert.ToHexString(block.Bytes.Span));
}
