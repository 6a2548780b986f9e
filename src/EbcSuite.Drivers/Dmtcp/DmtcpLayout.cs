using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;

namespace EbcSuite.Drivers.Dmtcp;

/// <summary>What DMTCP keeps in an application's directory, and the names of its images.</summary>
public sealed record DmtcpLayout(string Directory)
{
    public static DmtcpLayout Of(ApplicationHome home) => new(Path.Combine(CapsuleLayout.Of(home).Parts, "dmtcp"));

    /// <summary>The coordinator's port, a decimal number, written by it.</summary>
    public string PortFile => Path.Combine(Directory, "port");

    /// <summary>Where images are written before they are moved to where they were asked for.</summary>
    public string Checkpoints => Path.Combine(Directory, "checkpoints");

    /// <summary>The coordinator's port; null while it is not written.</summary>
    public int? Port() => File.Exists(PortFile)
        && int.TryParse(File.ReadAllText(PortFile).Trim(), System.Globalization.CultureInfo.InvariantCulture, out var port) && port > 0
            ? port
            : null;

    /// <summary>The images in a directory, one for each process, in the order of their names.</summary>
    public static IReadOnlyList<string> ImagesIn(string directory) => System.IO.Directory.Exists(directory)
        ? [.. System.IO.Directory.EnumerateFiles(directory, "ckpt_*.dmtcp").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether an image is still being written there: DMTCP writes beside and renames.</summary>
    public static bool HasHalfWritten(string directory) =>
        System.IO.Directory.Exists(directory) && System.IO.Directory.EnumerateFiles(directory, "ckpt_*.dmtcp.temp*").Any();
}
