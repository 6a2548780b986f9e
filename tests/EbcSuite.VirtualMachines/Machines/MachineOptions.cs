namespace EbcSuite.VirtualMachines.Machines;

/// <summary>A VM of a site.</summary>
/// <param name="Network">A process in whose network namespace its site's bridge is.</param>
/// <param name="Tap">The tap there that is its cable.</param>
/// <param name="Directory">Where its disks, sockets and logs are.</param>
internal sealed record MachineOptions(string Name, int Network, string Tap, string MacAddress, string Directory)
{
    public string Disk => Path.Combine(Directory, "disk.qcow2");

    public string Context => Path.Combine(Directory, "context.iso");

    public string MonitorSocket => Path.Combine(Directory, "monitor");

    public string AgentSocket => Path.Combine(Directory, "agent");

    public string Console => Path.Combine(Directory, "console.log");

    public string Log => Path.Combine(Directory, "qemu.log");
}
