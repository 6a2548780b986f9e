using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Capsules;

/// <summary>The names of what lies in an application's directory. All of it travels with the image.</summary>
public sealed record CapsuleLayout(string Directory)
{
    public static CapsuleLayout Of(ApplicationHome home) => new(home.Directory);

    /// <summary>What belongs to the capsule and not to the job.</summary>
    public string Parts => Path.Combine(Directory, ".capsule");

    public string Init => Path.Combine(Parts, "capsule-init");

    /// <summary>The copy of <see cref="CapsuleOptions.PtyShim"/> that the application maps.</summary>
    public string PtyShim => Path.Combine(Parts, "nopty.so");

    /// <summary>Holds pid and start time of the capsule's first process as the host sees it, once its job is about to begin.</summary>
    public string Started => Path.Combine(Parts, "started");

    /// <summary>What the application was started with, for drivers that start something of it again: JSON.</summary>
    public string Launch => Path.Combine(Parts, "launch.json");

    public string Temporary => Path.Combine(Directory, "tmp");

    public string Output => Path.Combine(Directory, "stdout.log");

    public string Errors => Path.Combine(Directory, "stderr.log");

    /// <summary>The job's exit code as a decimal line; there once the job has ended by itself.</summary>
    public string Exit => Path.Combine(Directory, "exit");

    /// <summary>What the application wrote to its standard error last; empty when there is nothing.</summary>
    public string ErrorsEnd()
    {
        var tail = new OutputTail(2048);
        if (File.Exists(Errors))
        {
            tail.Append(File.ReadAllBytes(Errors));
        }

        return tail.ToString().Trim();
    }

    /// <summary>The exit code that the capsule left, or null while it runs or when it was killed.</summary>
    public int? ReadExitCode() =>
        File.Exists(Exit) && int.TryParse(File.ReadAllText(Exit).Trim(), out var code) ? code : null;
}
