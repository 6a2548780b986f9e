using System.Runtime.InteropServices;

namespace EbcSuite.Checkpointing.Images;

/// <summary>A thin binding of libzstd 1.4 or later (on every Debian: dpkg needs it). One context, one thread at a time.</summary>
public sealed partial class Zstandard : IDisposable
{
    private const int CompressionLevel = 100;
    private const string Library = "libzstd.so.1";

    private readonly nint _compressor;
    private readonly nint _decompressor;

    /// <param name="level">1 to 19; negative ones trade size for speed.</param>
    /// <exception cref="CheckpointException">ToolMissing: the library is not on this machine.</exception>
    public Zstandard(int level)
    {
        try
        {
            _compressor = CreateCompressor();
            _decompressor = CreateDecompressor();
            SetParameter(_compressor, CompressionLevel, level);
        }
        catch (DllNotFoundException missing)
        {
            throw new CheckpointException(CheckpointFault.ToolMissing, $"{Library} is missing: install the package libzstd1.", missing);
        }
    }

    /// <summary>Compresses into <paramref name="target"/>; -1 when it does not fit there.</summary>
    public int Compress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = Compress(_compressor, ref MemoryMarshal.GetReference(target), (nuint)target.Length, in MemoryMarshal.GetReference(source), (nuint)source.Length);
        return IsError(written) != 0 ? -1 : (int)written;
    }

    /// <summary>Whether <paramref name="source"/> was one frame that filled <paramref name="target"/> exactly.</summary>
    public bool Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = Decompress(_decompressor, ref MemoryMarshal.GetReference(target), (nuint)target.Length, in MemoryMarshal.GetReference(source), (nuint)source.Length);
        return IsError(written) == 0 && written == (nuint)target.Length;
    }

    public void Dispose()
    {
        FreeCompressor(_compressor);
        FreeDecompressor(_decompressor);
    }

    [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
    private static partial nint CreateCompressor();

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    private static partial nint CreateDecompressor();

    [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
    private static partial nuint SetParameter(nint context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_compress2")]
    private static partial nuint Compress(nint context, ref byte target, nuint targetLength, in byte source, nuint sourceLength);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressDCtx")]
    private static partial nuint Decompress(nint context, ref byte target, nuint targetLength, in byte source, nuint sourceLength);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
    private static partial nuint FreeCompressor(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    private static partial nuint FreeDecompressor(nint context);
}
