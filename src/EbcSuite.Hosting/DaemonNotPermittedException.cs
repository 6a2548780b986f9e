namespace EbcSuite.Hosting;

/// <summary>
/// Thrown by a hosted service that is not let in, and will not be by trying again: the daemon ends with
/// <see cref="ExitCode.NotPermitted"/>, with which systemd leaves it ended (RestartPreventExitStatus=).
/// </summary>
/// <param name="message">Who refuses, by name, and what to do.</param>
public sealed class DaemonNotPermittedException(string message, Exception? inner = null) : Exception(message, inner);
