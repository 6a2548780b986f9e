using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace EbcSuite.Checkpointing.Images;

/// <summary>
/// Reads an image as the entries of its chunks, in the manifest's order, one pass: read, hash, compress. Holes and blocks of
/// zeros cost nothing on the way. One thread; an entry's bytes are valid until the next one.
/// </summary>
/// <param name="level">zstd's.</param>
/// <param name="linkRate">Bytes a second that the link takes now, asked for each block: see <see cref="CompressionChoice"/>.</param>
public sealed class ImageReader(Manifest manifest, ImageRoots roots, int level, TimeProvider time, Func<double> linkRate) : IDisposable
{
    /// <summary>A block is sent raw unless compression saves a tenth.</summary>
    private const int WorthIt = ImageBlocks.Size / 10 * 9;

    private readonly CompressionChoice _choice = new();
    private readonly Zstandard _zstd = new(level);
    private readonly FileHash _file = new();
    private readonly byte[] _raw = new byte[ImageBlocks.Size];
    private readonly byte[] _packed = new byte[ImageBlocks.Size];
    private readonly byte[] _hash = new byte[FileHash.Bytes];
    private readonly string?[] _hashes = new string?[manifest.Files.Count];

    /// <summary>The manifest with the hashes of all files that have been read.</summary>
    public Manifest Hashed => manifest with
    {
        Files = [.. manifest.Files.Select((file, index) => _hashes[index] is { } hash ? file with { Hash = hash } : file)],
    };

    /// <exception cref="CheckpointException">ImageIncomplete: a file is gone or shorter than the manifest says.</exception>
    public IEnumerable<ImageBlock> Blocks()
    {
        for (var index = 0; index < manifest.Files.Count; index++)
        {
            var file = manifest.Files[index];
            if (file.Kind != FileKinds.File)
            {
                continue;
            }

            using var handle = Open(file);
            var nextData = -1L;
            _choice.Begin();
            for (var block = 0; block < ImageBlocks.Count(file.Length); block++)
            {
                var offset = (long)block * ImageBlocks.Size;
                var length = ImageBlocks.LengthOf(file.Length, block);
                if (nextData < offset)
                {
                    nextData = FileSystemCalls.NextData(handle, offset) ?? long.MaxValue;
                }

                yield return nextData >= offset + length
                    ? Zeros(index, block, length)
                    : Data(handle, file, index, block, length);
            }

            var hash = _file.Finish();
            _hashes[index] = Convert.ToHexStringLower(hash);
            yield return new(index, ImageBlocks.Count(file.Length), BlockCodec.FileEnd, 0, hash, default);
        }
    }

    public void Dispose()
    {
        _zstd.Dispose();
        _file.Dispose();
    }

    private ImageBlock Zeros(int file, int block, int length)
    {
        var hash = FileHash.OfZeros(length);
        _file.Append(hash);
        return new(file, block, BlockCodec.Zero, length, hash, default);
    }

    private ImageBlock Data(SafeFileHandle handle, ImageFile file, int index, int block, int length)
    {
        var raw = _raw.AsSpan(0, length);
        Fill(handle, file, raw, (long)block * ImageBlocks.Size);
        if (!raw.ContainsAnyExcept((byte)0))
        {
            return Zeros(index, block, length);
        }

        SHA256.HashData(raw, _hash);
        _file.Append(_hash);
        var limit = length == ImageBlocks.Size ? WorthIt : length / 10 * 9;
        if (limit > 0 && _choice.Try(linkRate()))
        {
            var began = time.GetTimestamp();
            var packed = _zstd.Compress(raw, _packed.AsSpan(0, limit));
            _choice.Saw(length, packed < 0 ? length : packed, time.GetElapsedTime(began));
            if (packed >= 0)
            {
                return new(index, block, BlockCodec.Zstandard, length, _hash, _packed.AsMemory(0, packed));
            }
        }

        return new(index, block, BlockCodec.Raw, length, _hash, _raw.AsMemory(0, length));
    }

    private SafeFileHandle Open(ImageFile file)
    {
        try
        {
            return File.OpenHandle(roots.PathOf(file), options: FileOptions.SequentialScan);
        }
        catch (IOException failure)
        {
            throw new CheckpointException(CheckpointFault.ImageIncomplete, $"'{file.Path}' of the image cannot be read: {failure.Message}", failure);
        }
    }

    private static void Fill(SafeFileHandle handle, ImageFile file, Span<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            var read = RandomAccess.Read(handle, target, offset);
            if (read == 0)
            {
                throw new CheckpointException(
                    CheckpointFault.ImageIncomplete, $"'{file.Path}' ends at byte {offset}; it should have {file.Length} bytes.");
            }

            target = target[read..];
            offset += read;
        }
    }
}
