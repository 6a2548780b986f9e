namespace EbcSuite.TestKit.Hosts;

/// <summary>What systemd says of a unit now (systemctl show).</summary>
/// <param name="ActiveState">active, activating, inactive, failed, …</param>
/// <param name="Result">success, exit-code, signal, watchdog, …</param>
/// <param name="Pid">Its main process in the host; 0 for none.</param>
/// <param name="Restarts">How often systemd has started it again by itself.</param>
/// <param name="ExitStatus">Of its last main process: an exit code, or a signal's number.</param>
public sealed record UnitState(string ActiveState, string Result, int Pid, int Restarts, int ExitStatus)
{
    public bool IsActive => ActiveState == "active";
}
