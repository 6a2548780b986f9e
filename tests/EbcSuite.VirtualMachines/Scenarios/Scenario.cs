namespace EbcSuite.VirtualMachines.Scenarios;

/// <summary>Something that happens to VMs. It leaves both up and alive.</summary>
/// <param name="Play">Notes what it sees, and throws InvalidOperationException for what must not be.</param>
internal sealed record Scenario(string Name, Func<Lab, IDictionary<string, string>, CancellationToken, Task> Play);
