using System.ComponentModel;
using System.Diagnostics;
using EbcSuite.Checkpointing;

namespace EbcSuite.Drivers.Processes;

/// <summary>
/// The one place that runs outside tools. It returns when the tool has <em>exited</em>, not when its streams end: what a tool
/// leaves behind (a restored application) may hold the other end of a pipe for years. Cancelling kills the tool alone,
/// never its tree: its tree may be the application.
/// </summary>
public sealed class ToolRunner(TimeProvider time)
{
    /// <summary>Bytes kept of the end of each stream.</summary>
    public const int TailBytes = 16 * 1024;

    private const int NoSuchFile = 2;
    private const int NotPermitted = 13;

    /// <summary>How long to read on after the exit while somebody else holds the pipe open.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a tool to its end.</summary>
    /// <exception cref="CheckpointException"><see cref="CheckpointFault.ToolMissing"/>: there is no such program.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the tool has been killed and is gone.</exception>
    public async Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Begin(command, redirect: true);
        process.StandardInput.Close();
        var output = new OutputTail(TailBytes);
        var errors = new OutputTail(TailBytes);
        using var enough = new CancellationTokenSource();
        var pumps = Task.WhenAll(
            PumpAsync(process.StandardOutput.BaseStream, output, enough.Token),
            PumpAsync(process.StandardError.BaseStream, errors, enough.Token));
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: false);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            await Task.WhenAny(pumps, Task.Delay(Afterwards, time, CancellationToken.None));
            await enough.CancelAsync();
            await pumps;
        }

        return new(process.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Runs a tool to its end, or to its deadline.</summary>
    /// <param name="act">For the message: what the tool does.</param>
    /// <exception cref="CheckpointException">As above, or <see cref="CheckpointFault.DeadlinePassed"/>: the tool has been ended, and only it.</exception>
    public async Task<ToolResult> RunAsync(ToolCommand command, string act, TimeSpan limit, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await RunAsync(command, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CheckpointException(
                CheckpointFault.DeadlinePassed, $"{act} took longer than {limit.TotalSeconds:0} s and has been ended.");
        }
    }

    /// <summary>Starts a program that outlives its starter, without any stream between the two, and returns its pid.</summary>
    /// <exception cref="CheckpointException"><see cref="CheckpointFault.ToolMissing"/>: there is no such program.</exception>
    public static int Launch(ToolCommand command)
    {
        using var process = Begin(command, redirect: false);
        return process.Id;
    }

    private static Process Begin(ToolCommand command, bool redirect)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory ?? "/",
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = ToolPath.Directories;
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start) ?? throw Missing(command, "it did not start", inner: null);
        }
        catch (Win32Exception failure) when (failure.NativeErrorCode is NoSuchFile or NotPermitted)
        {
            throw Missing(command, failure.Message, failure);
        }
    }

    private static CheckpointException Missing(ToolCommand command, string why, Exception? inner) => new(
        CheckpointFault.ToolMissing,
        $"'{command.Program}' cannot be run ({why}); it comes with the package {command.Package}.",
        inner);

    private static async Task PumpAsync(Stream stream, OutputTail tail, CancellationToken enough)
    {
        var buffer = new byte[8192];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, enough)) > 0)
            {
                tail.Append(buffer.AsSpan(0, read));
            }
        }
        catch (OperationCanceledException)
        {
            // The tool is gone; what still holds the pipe is not ours to wait for.
            await stream.DisposeAsync();
        }
    }
}
