using System.Security.Cryptography;
using EbcSuite.Checkpointing.Images;

namespace EbcSuite.Checkpointing.Tests.Images;

/// <summary>What is read as blocks and written from them is the same tree.</summary>
[Category("Unit")]
public sealed class ImageCopyTests
{
    private string _directory = null!;

    private ImageRoots Source => new(Path.Combine(_directory, "a/image"), Path.Combine(_directory, "a/home"));

    private ImageRoots Target => new(Path.Combine(_directory, "b/image"), Path.Combine(_directory, "b/home"));

    [SetUp]
    public void SetUp()
    {
        _directory = Directory.CreateTempSubdirectory("ebc-images-").FullName;
        Directory.CreateDirectory(Source.ToolDirectory);
        Directory.CreateDirectory(Source.HomeDirectory);
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void A_copy_is_the_same_byte_for_byte_whatever_the_lengths([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        foreach (var length in (int[])[0, 1, 4095, 4096, ImageBlocks.Size - 1, ImageBlocks.Size, ImageBlocks.Size + 1, random.Next(5_000_000)])
        {
            var bytes = new byte[length];
            for (var start = 0; start < length; start += 4096)
            {
                var page = bytes.AsSpan(start, Math.Min(4096, length - start));
                switch (random.Next(3))
                {
                    case 0:
                        random.NextBytes(page);
                        break;
                    case 1:
                        page.Fill((byte)random.Next(256));
                        break;
                }
            }

            File.WriteAllBytes(Path.Combine(Source.ToolDirectory, $"{length}.img"), bytes);
        }

        var (sent, received) = Copy();
        received.Files.Should().BeEquivalentTo(sent.Files);
        received.Files.Should().OnlyContain(f => f.Hash.Length == 64);
        foreach (var path in Directory.EnumerateFiles(Source.ToolDirectory))
        {
            File.ReadAllBytes(Path.Combine(Target.ToolDirectory, Path.GetFileName(path))).AsSpan()
                .SequenceEqual(File.ReadAllBytes(path)).Should().BeTrue(path);
        }
    }

    [Test]
    public void A_files_hash_is_that_of_its_blocks_hashes()
    {
        var bytes = RandomNumberGenerator.GetBytes(ImageBlocks.Size + 10);
        File.WriteAllBytes(Path.Combine(Source.HomeDirectory, "x"), bytes);
        var expected = SHA256.HashData(
            [.. SHA256.HashData(bytes.AsSpan(0, ImageBlocks.Size)), .. SHA256.HashData(bytes.AsSpan(ImageBlocks.Size))]);
        Copy().Received.Files.Single().Hash.Should().Be(Convert.ToHexStringLower(expected));
    }

    [Test]
    public void Modes_links_fifos_and_directories_come_along_and_sockets_stay()
    {
        var home = Source.HomeDirectory;
        Directory.CreateDirectory(Path.Combine(home, "d/e"));
        File.WriteAllText(Path.Combine(home, "d/e/f"), "text");
        File.SetUnixFileMode(Path.Combine(home, "d/e/f"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Path.Combine(home, "d"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(Path.Combine(home, "l"), "/no/where");
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(home, "s")));
        Copy();
        var copy = Target.HomeDirectory;
        File.ReadAllText(Path.Combine(copy, "d/e/f")).Should().Be("text");
        File.GetUnixFileMode(Path.Combine(copy, "d/e/f")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserExecute);
        new FileInfo(Path.Combine(copy, "l")).LinkTarget.Should().Be("/no/where");
        Path.Exists(Path.Combine(copy, "s")).Should().BeFalse();
    }

    [Test]
    public void Holes_are_not_read_and_stay_holes()
    {
        using (var file = File.OpenHandle(Path.Combine(Source.HomeDirectory, "sparse"), FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.SetLength(file, 1L << 34);
            RandomAccess.Write(file, "end"u8, (1L << 34) - 3);
        }

        var blocks = 0;
        Copy(block => blocks += block.Codec == BlockCodec.Zero ? 0 : 1);
        blocks.Should().Be(2, "one block of data and the file's end");
        new FileInfo(Path.Combine(Target.HomeDirectory, "sparse")).Length.Should().Be(1L << 34);
        FileTail(Path.Combine(Target.HomeDirectory, "sparse")).Should().Equal("end"u8.ToArray());
    }

    [Test]
    public void A_changed_byte_is_a_corrupt_image()
    {
        File.WriteAllBytes(Path.Combine(Source.ToolDirectory, "x"), RandomNumberGenerator.GetBytes(3000));
        var copy = () => Copy(change: block => block with { Bytes = block.Bytes.ToArray().Select(b => (byte)~b).ToArray() });
        copy.Should().Throw<CheckpointException>().Which.Fault.Should().Be(CheckpointFault.ImageCorrupt);
    }

    [Test]
    public void A_missing_block_is_an_incomplete_image()
    {
        File.WriteAllBytes(Path.Combine(Source.ToolDirectory, "x"), RandomNumberGenerator.GetBytes(3_000_000));
        var manifest = Scan();
        using var reader = new ImageReader(manifest, Source, level: 1, TimeProvider.System, () => 1e6);
        using var writer = new ImageWriter(manifest, Target);
        var write = () =>
        {
            foreach (var block in reader.Blocks().Where(b => b.Block != 1))
            {
                writer.Write(block);
            }
        };
        write.Should().Throw<CheckpointException>().Which.Fault.Should().Be(CheckpointFault.ImageIncomplete);
        writer.Invoking(w => w.Complete()).Should().Throw<CheckpointException>().Which.Fault.Should().Be(CheckpointFault.ImageIncomplete);
    }

    [Test]
    public void A_file_that_shrank_is_an_incomplete_image()
    {
        var path = Path.Combine(Source.ToolDirectory, "x");
        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(5000));
        var manifest = Scan();
        File.WriteAllBytes(path, [1]);
        using var reader = new ImageReader(manifest, Source, level: 1, TimeProvider.System, () => 1e6);
        reader.Invoking(r => r.Blocks().ToList()).Should().Throw<CheckpointException>().Which.Fault.Should().Be(CheckpointFault.ImageIncomplete);
    }

    private static byte[] FileTail(string path)
    {
        using var file = File.OpenHandle(path);
        var bytes = new byte[3];
        RandomAccess.Read(file, bytes, RandomAccess.GetLength(file) - 3);
        return bytes;
    }

    private Manifest Scan() => new("op1", "heat", "criu", "4.2.1", DateTimeOffset.UnixEpoch, ImageScan.Files(Source));

    private (Manifest Sent, Manifest Received) Copy(Action<ImageBlock>? see = null, Func<ImageBlock, ImageBlock>? change = null)
    {
        var manifest = Scan();
        using var reader = new ImageReader(manifest, Source, level: 1, TimeProvider.System, () => 1e6);
        using var writer = new ImageWriter(manifest, Target);
        foreach (var block in reader.Blocks())
        {
            see?.Invoke(block);
            writer.Write(change is not null && !block.Bytes.IsEmpty ? change(block) : block);
        }

        writer.Complete();
        return (reader.Hashed, writer.Hashed);
    }
}
