namespace EbcSuite.VirtualMachines.Machines;

/// <summary>QEMU's command line. Pure.</summary>
internal static class QemuCommand
{
    /// <summary>
    /// Emulated: KVM does not boot a stock kernel on the machines this is run on. QEMU 7.2 loses its way at random with cmpxchg16b, hence
    /// cx16=off; the block of translated code is bounded so that two VMs fit beside all else.
    /// </summary>
    public static IReadOnlyList<string> Of(MachineOptions machine) =>
    [
        "nsenter", $"--net=/proc/{machine.Network}/ns/net", "--",
        "qemu-system-x86_64", "-name", machine.Name,
        "-machine", "pc", "-cpu", "Nehalem,cx16=off", "-accel", "tcg,thread=multi,tb-size=256", "-smp", "1", "-m", "768",
        "-display", "none", "-serial", $"file:{machine.Console}",
        "-object", "rng-random,filename=/dev/urandom,id=random", "-device", "virtio-rng-pci,rng=random",

        // The disk outlives a killed VM: what the guest has written is in the host's page cache at least.
        "-drive", $"file={machine.Disk},if=virtio,format=qcow2,cache=unsafe,discard=unmap",
        "-drive", $"file={machine.Context},if=virtio,format=raw,readonly=on",
        "-netdev", $"tap,id=net,ifname={machine.Tap},script=no,downscript=no",
        "-device", $"virtio-net-pci,netdev=net,mac={machine.MacAddress}",
        "-device", "virtio-serial", "-chardev", $"socket,id=agent,path={machine.AgentSocket},server=on,wait=off",
        "-device", "virtserialport,chardev=agent,name=org.qemu.guest_agent.0",
        "-qmp", $"unix:{machine.MonitorSocket},server=on,wait=off",
    ];
}
