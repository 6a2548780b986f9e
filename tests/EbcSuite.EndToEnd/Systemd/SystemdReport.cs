using System.Text.Json;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd.Systemd;

/// <summary>What was measured under systemd, for artifacts/e2e-systemd.json.</summary>
internal sealed class SystemdReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly SortedDictionary<string, object> _figures = new(StringComparer.Ordinal);

    public object this[string name]
    {
        set
        {
            lock (_figures)
            {
                _figures[name] = value;
            }
        }
    }

    public void Write()
    {
        Directory.CreateDirectory(Repository.PathOf("artifacts"));
        File.WriteAllText(Repository.PathOf("artifacts", "e2e-systemd.json"), JsonSerializer.Serialize(_figures, Indented) + "\n");
    }
}
