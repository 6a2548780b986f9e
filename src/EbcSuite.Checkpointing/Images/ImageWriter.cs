using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace EbcSuite.Checkpointing.Images;

/// <summary>
/// Writes an image from the entries of its chunks. Each entry must be the very next one: what is out of order, too long or of
/// another hash is refused. Pages of zeros become holes. Nothing is flushed to the disk: an image lives as long as the
/// machine does, and so does what it was made for. One thread.
/// </summary>
public sealed class ImageWriter : IDisposable
{
    private const int Page = 4096;

    private readonly Manifest _manifest;
    private readonly ImageRoots _roots;
    private readonly Zstandard _zstd = new(level: 1);
    private readonly FileHash _hash = new();
    private readonly byte[] _raw = new byte[ImageBlocks.Size];
    private readonly string?[] _hashes;
    private SafeFileHandle? _open;
    private int _file;
    private int _block;

    /// <summary>Makes the directories, links and fifos; the two roots are made if they are not there.</summary>
    /// <exception cref="CheckpointException">BadRequest: the manifest breaks a rule. DiskFull, TransferFailed.</exception>
    public ImageWriter(Manifest manifest, ImageRoots roots)
    {
        if (ManifestRules.Fault(manifest) is { } fault)
        {
            throw new CheckpointException(CheckpointFault.BadRequest, fault);
        }

        _manifest = manifest;
        _roots = roots;
        _hashes = new string?[manifest.Files.Count];
        Guarded(() => ImageTree.Make(manifest, roots));
        _file = NextFile(0);
    }

    /// <summary>Every file has been written and its hash was right.</summary>
    public bool IsWhole => _file == _manifest.Files.Count;

    /// <summary>Bytes of the blocks written so far, holes counted.</summary>
    public long Written { get; private set; }

    /// <summary>The manifest with the hashes of the files that are whole.</summary>
    public Manifest Hashed => _manifest with
    {
        Files = [.. _manifest.Files.Select((file, index) => _hashes[index] is { } hash ? file with { Hash = hash } : file)],
    };

    /// <exception cref="CheckpointException">ImageCorrupt, ImageIncomplete, DiskFull or TransferFailed.</exception>
    public void Write(in ImageBlock entry)
    {
        if (IsWhole || entry.File != _file || entry.Block != _block)
        {
            throw new CheckpointException(
                CheckpointFault.ImageIncomplete,
                $"Block {entry.Block} of file {entry.File} came when block {_block} of file {_file} was due.");
        }

        var file = _manifest.Files[_file];
        if (entry.Codec == BlockCodec.FileEnd)
        {
            Finish(file, entry);
            return;
        }

        if (_block >= ImageBlocks.Count(file.Length) || entry.RawLength != ImageBlocks.LengthOf(file.Length, _block))
        {
            throw Corrupt(file, $"block {_block} has {entry.RawLength} bytes");
        }

        var block = Unpack(file, entry);
        Span<byte> hash = stackalloc byte[FileHash.Bytes];
        if (entry.Codec == BlockCodec.Zero)
        {
            FileHash.OfZeros(entry.RawLength).CopyTo(hash);
        }
        else
        {
            SHA256.HashData(block, hash);
        }

        if (!hash.SequenceEqual(entry.Hash.Span))
        {
            throw Corrupt(file, $"block {_block} has another hash");
        }

        _hash.Append(hash);
        if (entry.Codec != BlockCodec.Zero)
        {
            WriteData(file, block);
        }

        _block++;
        Written += entry.RawLength;
    }

    /// <summary>Sets owners and modes, once all files are whole.</summary>
    /// <exception cref="CheckpointException">ImageIncomplete: something is still missing.</exception>
    public void Complete()
    {
        if (!IsWhole)
        {
            throw new CheckpointException(
                CheckpointFault.ImageIncomplete, $"The image ends before block {_block} of '{_manifest.Files[_file].Path}'.");
        }

        Guarded(() => ImageTree.Finish(_manifest, _roots));
    }

    public void Dispose()
    {
        _open?.Dispose();
        _zstd.Dispose();
        _hash.Dispose();
    }

    private ReadOnlySpan<byte> Unpack(ImageFile file, in ImageBlock entry)
    {
        switch (entry.Codec)
        {
            case BlockCodec.Zero when entry.Bytes.IsEmpty:
                return default;
            case BlockCodec.Raw when entry.Bytes.Length == entry.RawLength:
                return entry.Bytes.Span;
            case BlockCodec.Zstandard when _zstd.Decompress(entry.Bytes.Span, _raw.AsSpan(0, entry.RawLength)):
                return _raw.AsSpan(0, entry.RawLength);
            default:
                throw Corrupt(file, $"block {_block} cannot be unpacked");
        }
    }

    private void WriteData(ImageFile file, ReadOnlySpan<byte> block)
    {
        var offset = (long)_block * ImageBlocks.Size;
        try
        {
            _open ??= ImageTree.OpenFile(file, _roots);
            while (block.Length > 0)
            {
                var hole = ZeroPages(block);
                block = block[hole..];
                offset += hole;
                var data = DataPages(block);
                if (data > 0)
                {
                    RandomAccess.Write(_open, block[..data], offset);
                }

                block = block[data..];
                offset += data;
            }
        }
        catch (IOException failure)
        {
            throw ImageTree.Explain(failure);
        }
    }

    private static int ZeroPages(ReadOnlySpan<byte> block)
    {
        var first = block.IndexOfAnyExcept((byte)0);
        return first < 0 ? block.Length : first / Page * Page;
    }

    private static int DataPages(ReadOnlySpan<byte> block)
    {
        var end = 0;
        while (end < block.Length && block.Slice(end, Math.Min(Page, block.Length - end)).ContainsAnyExcept((byte)0))
        {
            end += Math.Min(Page, block.Length - end);
        }

        return end;
    }

    private void Finish(ImageFile file, in ImageBlock entry)
    {
        if (_block != ImageBlocks.Count(file.Length))
        {
            throw new CheckpointException(CheckpointFault.ImageIncomplete, $"'{file.Path}' was ended after block {_block}.");
        }

        var hash = _hash.Finish();
        if (!entry.Hash.Span.SequenceEqual(hash))
        {
            throw Corrupt(file, "the file has another hash");
        }

        _hashes[_file] = Convert.ToHexStringLower(hash);
        _open?.Dispose();
        _open = null;
        _block = 0;
        _file = NextFile(_file + 1);
    }

    private int NextFile(int from)
    {
        while (from < _manifest.Files.Count && _manifest.Files[from].Kind != FileKinds.File)
        {
            from++;
        }

        return from;
    }

    private static void Guarded(Action act)
    {
        try
        {
            act();
        }
        catch (IOException failure)
        {
            throw ImageTree.Explain(failure);
        }
    }

    private static CheckpointException Corrupt(ImageFile file, string what) =>
        new(CheckpointFault.ImageCorrupt, $"'{file.Path}' came damaged: {what}.");
}
