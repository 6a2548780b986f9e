using System.Globalization;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Capsules;

/// <summary>Starts an application as a capsule that outlives this process: own session, no shared stream, own namespaces.</summary>
public sealed class CapsuleLauncher(CapsuleOptions options, TimeProvider time)
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Starts an application that will be moved with all that belongs to it: all namespaces, the library against terminals.</summary>
    /// <exception cref="CheckpointException">As below.</exception>
    public Task<RunningApplication> StartAsync(ApplicationHome home, LaunchSpecification launch, CancellationToken cancellation)
    {
        var layout = CapsuleLayout.Of(home);
        var shim = File.Exists(options.PtyShim) ? layout.PtyShim : null;
        return StartAsync(
            home, new CapsuleLaunch(launch.Arguments, CapsuleEnvironment.For(layout, shim, launch.Environment)), cancellation);
    }

    /// <summary>The directory is made if it is not there. Returns when the job has been started.</summary>
    /// <exception cref="CheckpointException">StartFailed with the end of the application's stderr.log, or ToolMissing.</exception>
    public async Task<RunningApplication> StartAsync(ApplicationHome home, CapsuleLaunch launch, CancellationToken cancellation)
    {
        if (launch.Arguments.Count == 0)
        {
            throw new CheckpointException(CheckpointFault.BadRequest, "There is no program to start: the list of arguments is empty.");
        }

        var layout = CapsuleLayout.Of(home);
        Prepare(layout, launch);
        var phase = launch.ContainedOnly ? "contain" : "enter";
        var command = new ToolCommand("setsid", [layout.Init, phase, home.Directory, .. launch.Arguments], "util-linux")
        {
            WorkingDirectory = home.Directory,
            Environment = launch.Environment,
        };

        // Without root there is no scope of systemd's to be had; the capsule is a session of its own all the same.
        command = Environment.IsPrivilegedProcess ? SystemdScope.Around(command, home.Application) : command;
        var outer = ToolRunner.Launch(command);
        var began = time.GetTimestamp();
        while (true)
        {
            // Written anew by each start; a short job may have ended since, and then it has left its exit code.
            if (Begun(layout) is var (pid, startTime))
            {
                return new(home, pid, startTime);
            }

            if (ProcessTable.Find(outer) is not { Alive: true })
            {
                throw Failed(layout, "the capsule ended before its job began");
            }

            if (time.GetElapsedTime(began) > options.StartDeadline)
            {
                Signals.Send(outer, Signals.Kill);
                throw Failed(layout, $"the job did not begin within {options.StartDeadline.TotalSeconds:0} s");
            }

            await Task.Delay(options.Look, time, cancellation);
        }
    }

    /// <summary>The first process of a capsule whose job has begun in this directory; null when there is none, or no more.</summary>
    public static ProcessEntry? Find(ApplicationHome home)
    {
        var layout = CapsuleLayout.Of(home);
        return Begun(layout) is var (pid, startTime)
            && ProcessTable.Find(pid, startTime) is { } root
            && ProcessTable.CommandLine(pid).Contains(layout.Init, StringComparer.Ordinal)
                ? root
                : null;
    }

    private static (int Pid, long StartTime)? Begun(CapsuleLayout layout) =>
        File.Exists(layout.Started)
        && File.ReadAllText(layout.Started).Split(' ') is [var pid, var startTime]
            ? (int.Parse(pid, CultureInfo.InvariantCulture), long.Parse(startTime, CultureInfo.InvariantCulture))
            : null;

    private void Prepare(CapsuleLayout layout, CapsuleLaunch launch)
    {
        Directory.CreateDirectory(layout.Parts);

        // A session directory of an earlier start has the same name (pids in a capsule repeat) and would be in the way.
        if (!launch.KeepsTemporary && Directory.Exists(layout.Temporary))
        {
            Directory.Delete(layout.Temporary, recursive: true);
        }

        Directory.CreateDirectory(layout.Temporary);
        File.Delete(layout.Exit);
        File.Delete(layout.Started);
        using (var script = typeof(CapsuleLauncher).Assembly.GetManifestResourceStream("capsule-init")!)
        {
            using var target = File.Create(layout.Init);
            script.CopyTo(target);
        }

        File.SetUnixFileMode(layout.Init, Executable);
        if (!launch.ContainedOnly && File.Exists(options.PtyShim))
        {
            File.Copy(options.PtyShim, layout.PtyShim, overwrite: true);
        }
    }

    internal static CheckpointException Failed(CapsuleLayout layout, string why)
    {
        return new(CheckpointFault.StartFailed, $"The application did not start: {why}. Its stderr.log ends: {layout.ErrorsEnd()}");
    }
}
