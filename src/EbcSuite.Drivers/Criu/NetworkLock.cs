namespace EbcSuite.Drivers.Criu;

/// <summary>
/// How criu keeps packets away from connections that it dumps (criu(8), <c>--network-lock</c>). A capsule's connections never leave
/// its own namespace, and all its processes stand still: where no packet filter is installed, nothing has to be locked.
/// </summary>
public enum NetworkLock
{
    Nftables = 1,
    Iptables,
    Skip,
}
