namespace EbcSuite.Drivers.Processes;

/// <summary>One call of an outside tool. No shell reads it.</summary>
/// <param name="Program">A path, or a name that is looked for in the daemon's PATH.</param>
/// <param name="Package">Where a missing program comes from, for the message: a Debian package's name.</param>
public sealed record ToolCommand(string Program, IReadOnlyList<string> Arguments, string Package)
{
    /// <summary>Null: <c>/</c>, so that a tool never keeps a directory busy.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The whole environment besides PATH and LANG: nothing is inherited.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The command before another's arguments: <c>systemd-run --scope -- criu …</c>.</summary>
    public ToolCommand Under(string program, IReadOnlyList<string> arguments) =>
        this with { Program = program, Arguments = [.. arguments, Program, .. Arguments] };

    public override string ToString() => string.Join(' ', Arguments.Prepend(Program));
}
