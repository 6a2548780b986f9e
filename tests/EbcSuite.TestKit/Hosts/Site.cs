namespace EbcSuite.TestKit.Hosts;

/// <summary>A cloud: a broker's host with an uplink to the manager, and VMs on a bridge behind it.</summary>
/// <param name="Name">A letter from a on.</param>
/// <param name="Broker">Its address is the one on the site's bridge, which the VMs can reach.</param>
/// <param name="UplinkAddress">The broker's other address, which the manager sees.</param>
/// <param name="Nodes">The VMs, <c>vm-a1</c> and on.</param>
public sealed record Site(string Name, Host Broker, string UplinkAddress, IReadOnlyList<Host> Nodes);
