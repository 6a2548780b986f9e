using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Hosting;

/// <summary>Where log lines go. The console (the journal, under systemd) always gets them.</summary>
public sealed record LogOptions
{
    [Description("Lines below this level are not written")]
    public LogLevel Level { get; init; } = LogLevel.Information;

    [Description("A file that gets the same lines; empty for none")]
    public string File { get; init; } = "";

    [Description("Bytes after which the file is put aside and a new one begun")]
    [Range(64L * 1024, 4L * 1024 * 1024 * 1024)]
    public long FileBytes { get; init; } = 16 * 1024 * 1024;

    [Description("Files kept, the current one included")]
    [Range(1, 1000)]
    public int Files { get; init; } = 5;
}
