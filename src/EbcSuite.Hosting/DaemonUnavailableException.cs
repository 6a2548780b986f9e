namespace EbcSuite.Hosting;

/// <summary>
/// Thrown by a hosted service whose surroundings refuse to let it run (a port in use, a library missing): the daemon
/// ends with <see cref="ExitCode.Unavailable"/> instead of <see cref="ExitCode.Internal"/>.
/// </summary>
/// <param name="message">What is missing and what to do.</param>
public sealed class DaemonUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
