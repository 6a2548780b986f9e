using EbcSuite.TestKit.Hosts;

namespace EbcSuite.TestKit.Deployments;

/// <summary>
/// Puts units and programs onto a host that runs systemd, before it boots: from the Debian packages of the directory that
/// EBC_TEST_PACKAGES names, or else as they would do it, with the published programs. Every unit is enabled on every host; its
/// configuration decides where it runs.
/// </summary>
public static class MachineInstallation
{
    /// <summary>The command line tool on such a host.</summary>
    public const string Ebc = "/usr/bin/ebc";

    private const string Units = "/usr/lib/systemd/system";
    private const string Debs = "/var/tmp/packages";

    /// <summary>The packages that are installed; empty: the published programs are.</summary>
    public static IReadOnlyList<string> Packages { get; } =
        Environment.GetEnvironmentVariable("EBC_TEST_PACKAGES") is { Length: > 0 } directory
            ? [.. Directory.GetFiles(Path.Combine(Repository.Root, directory), "*.deb").Order(StringComparer.Ordinal)]
            : [];

    internal static async Task PutAsync(Host host, CancellationToken limit)
    {
        if (Packages.Count == 0)
        {
            PutPublished(host);
            return;
        }

        foreach (var package in Packages)
        {
            CopyInto(host, Debs, package);
        }

        (await host.RunUnbootedAsync(
            ["dpkg", "--force-unsafe-io", "--install", .. Packages.Select(p => $"{Debs}/{Path.GetFileName(p)}")], limit)).Succeeded();
    }

    private static void PutPublished(Host host)
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("systemd")))
        {
            if (Path.GetExtension(file) is ".service" or ".slice")
            {
                CopyInto(host, Units, file);
            }

            if (Path.GetExtension(file) is ".service")
            {
                // As systemctl enable does it.
                Link(host, $"/etc/systemd/system/multi-user.target.wants/{Path.GetFileName(file)}", $"{Units}/{Path.GetFileName(file)}");
            }
        }

        foreach (var kind in new[] { "sysusers.d", "tmpfiles.d" })
        {
            foreach (var file in Directory.EnumerateFiles(Repository.PathOf("systemd", kind)))
            {
                CopyInto(host, $"/usr/lib/{kind}", file);
            }
        }

        foreach (var program in new[] { "ebc", "ebc-broker", "ebc-frontend", "ebc-appdrv" })
        {
            Link(host, $"/usr/bin/{program}", Programs.Inside(program));
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
