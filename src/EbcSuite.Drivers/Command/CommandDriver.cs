using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Command;

/// <summary>
/// For applications that save themselves: a signal or a program of theirs makes them, a file tells that they have, and another
/// program goes on from it. The image is the application's directory. It stands still from the save on: what it did in
/// between is done again by whoever resumes it, and by nobody else.
/// </summary>
public sealed class CommandDriver(CommandOptions options, CapsuleOptions capsules, ToolRunner tools, TimeProvider time) : ICheckpointDriver
{
    /// <summary>In the image's directory, written once the application has saved itself: how it resumes.</summary>
    public const string CommandsFile = "commands.json";

    private readonly ContainedCapsule _capsule = new(capsules, time);

    public string Name => "command";

    public DriverCapabilities Capabilities { get; } = new(
        KeepsSourceStopped: true, RestoresStopped: false, SeveralNodes: false, Unprivileged: true, NeedsCommands: true);

    public Task<DriverProbe> ProbeAsync(CancellationToken cancellation) => Task.FromResult(ContainedCapsule.Obstacle() is { } obstacle
        ? new DriverProbe(Name, "1", obstacle, Fault: CheckpointFault.NotPermitted)
        : new DriverProbe(Name, "1", Problem: null, Findings: ["nothing to install: the application brings its own"]));

    public async Task<RunningApplication> StartAsync(ApplicationHome home, LaunchSpecification launch, CancellationToken cancellation)
    {
        if (launch.Commands is not { } commands || ApplicationCommandRules.Fault(commands) is not null)
        {
            throw new CheckpointException(CheckpointFault.BadRequest, "The driver command needs the application's own save and resume commands.");
        }

        return await _capsule.StartAsync(home, launch, launch.Arguments, cancellation);
    }

    public async Task<SourceState> CheckpointAsync(
        RunningApplication application, string imageDirectory, bool goesOn, CancellationToken cancellation)
    {
        var launch = ContainedCapsule.LaunchOf(application.Home);
        var save = launch.Commands!.Save;
        var job = ContainedCapsule.JobOf(application) ?? throw Lost(application, "has no process any more");
        var expected = SavedFile.Expect(application.Home.Directory, save.File);
        var began = time.GetTimestamp();
        var limit = TimeSpan.FromMilliseconds(save.WithinMs);
        try
        {
            // One that was left standing has to run to save itself.
            await _capsule.ThawAsync(application, cancellation);
            await AskAsync(application, save, job, limit, cancellation);
            await WaitAsync(application, save, expected, began, limit, cancellation);
        }
        catch
        {
            expected?.TakeBack();
            throw;
        }

        var source = SourceState.Stopped;
        if (save.Ends)
        {
            if (!await _capsule.WhenGoneAsync(application, Left(began, limit), cancellation))
            {
                throw new CheckpointException(
                    CheckpointFault.DeadlinePassed, $"The application has saved itself and did not end within {limit.TotalSeconds:0.#} s, as its commands say.");
            }

            source = SourceState.Gone;
        }
        else
        {
            await _capsule.FreezeAsync(application, cancellation);
        }

        Directory.CreateDirectory(imageDirectory);
        var path = Path.Combine(imageDirectory, CommandsFile);
        await File.WriteAllBytesAsync(
            path, JsonSerializer.SerializeToUtf8Bytes(launch, CheckpointingJson.Default.LaunchSpecification), CancellationToken.None);
        return source;
    }

    public Task ThawAsync(RunningApplication application, CancellationToken cancellation) => _capsule.ThawAsync(application, cancellation);

    public async Task<RunningApplication> RestoreAsync(ApplicationHome home, string imageDirectory, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(imageDirectory, CommandsFile)))
        {
            throw new CheckpointException(CheckpointFault.ImageIncomplete, $"'{CommandsFile}' is not in the image: the application had not saved itself.");
        }

        var resume = ContainedCapsule.LaunchOf(home).Commands!.Resume;
        var expected = SavedFile.Expect(home.Directory, resume.File);
        try
        {
            var began = time.GetTimestamp();
            var application = await _capsule.ResumeAsync(home, resume.Arguments, cancellation);
            await WhenResumedAsync(application, resume, expected, began, cancellation);
            return application;
        }
        catch (Exception failure)
        {
            await _capsule.RemoveRemainsAsync(home);
            throw failure is CheckpointException { Fault: CheckpointFault.StartFailed } start
                ? new CheckpointException(CheckpointFault.RestoreFailed, start.Message, start)
                : failure;
        }
    }

    public Task DestroyAsync(RunningApplication application, TimeSpan grace, CancellationToken cancellation) =>
        _capsule.DestroyAsync(application, grace, cancellation);

    public Task<Requirements> DescribeAsync(RunningApplication application, CancellationToken cancellation) =>
        Task.FromResult(ContainedCapsule.Describe(application, Name, "1", carriesMemory: false));

    public IReadOnlyList<ProcessStatus> Processes(RunningApplication application) => ContainedCapsule.Processes(application);

    public IReadOnlyList<RunningApplication> Remains(ApplicationHome home, string? imageDirectory) => ContainedCapsule.Remains(home);

    private async Task AskAsync(
        RunningApplication application, SaveStep save, ProcessEntry job, TimeSpan limit, CancellationToken cancellation)
    {
        if (save.Signal is { } signal)
        {
            if (!Signals.Send(job.Pid, SaveCommand.NumberOf(signal)))
            {
                throw Lost(application, "ended before it could be told to save itself");
            }

            return;
        }

        var call = SaveCommand.Save(save, application.Home, job.Pid, ContainedCapsule.EnvironmentOf(application.Home));
        if (SaveCommand.OfSave(save, await tools.RunAsync(call, $"'{save.Arguments![0]}'", limit, cancellation)) is { } failure)
        {
            throw failure;
        }
    }

    private async Task WaitAsync(
        RunningApplication application, SaveStep save, SavedFile? expected, long began, TimeSpan limit, CancellationToken cancellation)
    {
        while (expected is { IsThere: false })
        {
            // Looked at again after its end: it may have been the last thing that it did.
            if (!ContainedCapsule.IsThere(application) && !expected.IsThere)
            {
                throw Lost(application, $"ended without having saved itself: '{expected}' did not appear. {Errors(application.Home)}");
            }

            if (time.GetElapsedTime(began) > limit)
            {
                throw new CheckpointException(
                    CheckpointFault.DeadlinePassed,
                    $"The application did not save itself within {save.WithinMs} ms: '{expected}' did not appear. {Errors(application.Home)}");
            }

            await Task.Delay(options.Look, time, cancellation);
        }
    }

    private async Task WhenResumedAsync(
        RunningApplication application, ResumeStep resume, SavedFile? expected, long began, CancellationToken cancellation)
    {
        var limit = expected is null ? options.Settle : TimeSpan.FromMilliseconds(resume.WithinMs);
        while (expected is not { IsThere: true } && time.GetElapsedTime(began) <= limit)
        {
            if (!ContainedCapsule.IsThere(application))
            {
                var code = CapsuleLayout.Of(application.Home).ReadExitCode();
                if (code != 0 || expected is { IsThere: false })
                {
                    throw new CheckpointException(
                        CheckpointFault.RestoreFailed,
                        $"The application did not resume: '{resume.Arguments[0]}' ended with exit code {code}. {Errors(application.Home)}");
                }

                return;
            }

            await Task.Delay(options.Look, time, cancellation);
        }

        if (expected is { IsThere: false })
        {
            throw new CheckpointException(
                CheckpointFault.DeadlinePassed,
                $"The application did not resume within {resume.WithinMs} ms: '{expected}' did not appear. {Errors(application.Home)}");
        }
    }

    private TimeSpan Left(long began, TimeSpan limit) =>
        limit - time.GetElapsedTime(began) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    private static string Errors(ApplicationHome home) => $"Its stderr.log ends: {CapsuleLayout.Of(home).ErrorsEnd()}";

    private static CheckpointException Lost(RunningApplication application, string what) =>
        new(CheckpointFault.ApplicationLost, $"Application '{application.Home.Application}' {what}.");
}
