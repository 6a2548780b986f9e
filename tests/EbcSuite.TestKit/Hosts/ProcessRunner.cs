using System.Diagnostics;
using System.Text;

namespace EbcSuite.TestKit.Hosts;

/// <summary>Runs the machine's commands for the tests, by argument list.</summary>
public static class ProcessRunner
{
    /// <summary>How long output is still read after the command has ended: a child it left may hold the pipe open.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);

    /// <summary>Runs a command to its end. On cancellation the command alone is killed, never what it started.</summary>
    public static async Task<ProcessResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation = default)
    {
        using var process = Start(command, redirectError: true);
        process.StandardInput.Close();
        var output = new Reading(process.StandardOutput);
        var error = new Reading(process.StandardError);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            foreach (var child in HostProcess.ChildrenOf(process.Id))
                Signals.Send(child, Signal.Kill);
            process.Kill(entireProcessTree: false);
            throw new OperationCanceledException(
                $"stopped: {string.Join(' ', command)}\n{output.Text}{error.Text}", cancellation);
        }
        return new ProcessResult(string.Join(' ', command), process.ExitCode, await output.EndAsync(Drain),
            await error.EndAsync(Drain));
    }

    /// <summary>Runs a command to its end with our own output as its own.</summary>
    public static async Task<int> RunAttachedAsync(IReadOnlyList<string> command, CancellationToken cancellation = default)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false })
            ?? throw new InvalidOperationException($"cannot start {command[0]}");
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            foreach (var child in HostProcess.ChildrenOf(process.Id))
                Signals.Send(child, Signal.Kill);
            process.Kill(entireProcessTree: false);
            throw;
        }
        return process.ExitCode;
    }

    /// <summary>Starts a command with its standard input and output as pipes; the caller disposes it.</summary>
    internal static Process Start(IReadOnlyList<string> command, bool redirectError)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = redirectError,
            UseShellExecute = false,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"cannot start {command[0]}");
    }

    /// <summary>Reads a stream as it comes, so that what was read can be had before its end.</summary>
    private sealed class Reading
    {
        private readonly StringBuilder _text = new();
        private readonly Task _end;

        public Reading(StreamReader reader) => _end = ReadAsync(reader);

        public string Text
        {
            get
            {
                lock (_text)
                    return _text.ToString();
            }
        }

        public async Task<string> EndAsync(TimeSpan atMost)
        {
            await Task.WhenAny(_end, _end.WaitAsync(atMost));
            return Text;
        }

        private async Task ReadAsync(StreamReader reader)
        {
            var buffer = new char[4096];
            while (await reader.ReadAsync(buffer) is var count and > 0)
            {
                lock (_text)
                    _text.Append(buffer, 0, count);
            }
        }
    }
}
