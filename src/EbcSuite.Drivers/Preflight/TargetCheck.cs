using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.Drivers.Preflight;

/// <summary>What a target has, as values.</summary>
/// <param name="LengthOf">The length of a file here, null when there is none.</param>
public sealed record TargetFacts(
    DriverProbe Driver, string Architecture, IReadOnlyCollection<string> CpuFlags, long FreeBytes, string Directory, Func<string, long?> LengthOf);

/// <summary>Whether an application could be restored on a target: decided before anything is stopped.</summary>
public static class TargetCheck
{
    /// <summary>Space besides image and files: logs, manifests, and what a dump adds to resident memory.</summary>
    public const long Reserve = 64 * 1024 * 1024;

    /// <summary>Bytes that the image and the files will take here.</summary>
    public static long SpaceFor(Requirements needs) => needs.MemoryBytes + needs.FileBytes + Reserve;

    /// <summary>Null when nothing speaks against it, else the first obstacle by name.</summary>
    public static CheckpointException? Obstacle(Requirements needs, TargetFacts target)
    {
        if (!target.Driver.Usable)
        {
            return new(
                target.Driver.Version is null ? CheckpointFault.ToolMissing : CheckpointFault.VersionMismatch, target.Driver.Problem!);
        }

        if (IsOlder(target.Driver.Version, needs.DriverVersion))
        {
            return new(
                CheckpointFault.VersionMismatch,
                $"{needs.Driver} is {target.Driver.Version} here and {needs.DriverVersion} at the source: an older one may not read its image.");
        }

        if (!string.Equals(needs.Architecture, target.Architecture, StringComparison.Ordinal))
        {
            return new(CheckpointFault.ArchitectureMismatch, $"The application is {needs.Architecture}, this machine {target.Architecture}.");
        }

        if (needs.CpuFlags.Except(target.CpuFlags, StringComparer.Ordinal).ToArray() is { Length: > 0 } lacking)
        {
            return new(CheckpointFault.CpuFeatureMissing, $"This machine's processor lacks: {string.Join(' ', lacking.Take(10))}.");
        }

        foreach (var file in needs.Files)
        {
            if (target.LengthOf(file.Path) is not { } length)
            {
                return new(CheckpointFault.LibraryMissing, $"'{file.Path}' is missing here; the application maps it.");
            }

            if (length != file.Length)
            {
                return new(
                    CheckpointFault.LibraryMissing,
                    $"'{file.Path}' has {length} bytes here and {file.Length} at the source: install the same version.");
            }
        }

        if (!string.Equals(needs.Directory, target.Directory, StringComparison.Ordinal))
        {
            return new(
                CheckpointFault.BadRequest,
                $"The application's directory is '{needs.Directory}' and would be '{target.Directory}' here: set the same state directory.");
        }

        return target.FreeBytes < SpaceFor(needs)
            ? new(CheckpointFault.NoSpace, $"{SpaceFor(needs) >> 20} MiB are needed for image and files, {Math.Max(0, target.FreeBytes) >> 20} MiB are free.")
            : null;
    }

    private static bool IsOlder(string? here, string there) =>
        Version.TryParse(here, out var mine) && Version.TryParse(there, out var theirs) && mine < theirs;
}
