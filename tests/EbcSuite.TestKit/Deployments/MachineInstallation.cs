using EbcSuite.TestKit.Hosts;

namespace EbcSuite.TestKit.Deployments;

/// <summary>
/// Puts the units and the programs onto a host that runs systemd, before it boots: as the packages do it, with the published programs in
/// the packages' place. Every unit is enabled on every host; its configuration decides where it runs.
/// </summary>
internal static class MachineInstallation
{
    private const string Units = "/usr/lib/systemd/system";

    /// <summary>The daemons' units.</summary>
    public static IReadOnlyList<string> Services { get; } = ["ebc-broker.service", "ebc-frontend.service", "ebc-appdrv.service"];

    public static void Put(Host host)
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("systemd"))
            .Where(f => Path.GetExtension(f) is ".service" or ".slice"))
        {
            CopyInto(host, Units, file);
        }

        foreach (var (from, to) in new[] { ("sysusers.d", "/usr/lib/sysusers.d"), ("tmpfiles.d", "/usr/lib/tmpfiles.d") })
        {
            foreach (var file in Directory.EnumerateFiles(Repository.PathOf("systemd", from)))
            {
                CopyInto(host, to, file);
            }
        }

        foreach (var program in new[] { "ebc", "ebc-broker", "ebc-frontend", "ebc-appdrv" })
        {
            Link(host, $"/usr/bin/{program}", Programs.Inside(program));
        }

        foreach (var service in Services)
        {
            // As systemctl enable does it.
            Link(host, $"/etc/systemd/system/multi-user.target.wants/{service}", $"{Units}/{service}");
        }
    }

    private static void CopyInto(Host host, string directory, string file)
    {
        Directory.CreateDirectory(host.PathOutside(directory));
        File.Copy(file, Path.Combine(host.PathOutside(directory), Path.GetFileName(file)), overwrite: true);
    }

    private static void Link(Host host, string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(host.PathOutside(path))!);
        File.CreateSymbolicLink(host.PathOutside(path), target);
    }
}
