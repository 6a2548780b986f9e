using System.Text;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.VirtualMachines.Machines;

/// <summary>How a command in a VM ended.</summary>
internal sealed record GuestResult(string Command, int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);

    /// <exception cref="InvalidOperationException">Any exit code but 0.</exception>
    public GuestResult Succeeded()
    {
        _ = new ProcessResult(Command, ExitCode, Text, Error).Succeeded();
        return this;
    }
}
