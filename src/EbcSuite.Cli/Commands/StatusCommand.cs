using System.CommandLine;
using System.Text.Json;
using EbcSuite.Cli.Output;
using EbcSuite.Cli.Rendering;
using EbcSuite.Health;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc status [DAEMON…|--all]</c>: how this machine's daemons are. Dials nothing.</summary>
internal static class StatusCommand
{
    private static readonly string[] Daemons = ["broker", "frontend", "appdrv"];

    public static Command Create(CommandRunner runner)
    {
        var named = new Argument<string[]>("DAEMON")
        {
            Description = "broker, frontend, appdrv; without one, those that are configured here",
            Arity = ArgumentArity.ZeroOrMore,
        };
        named.AcceptOnlyFromAmong(Daemons);
        var all = new Option<bool>("--all") { Description = "All three, configured or not" };
        var command = new Command(
            "status",
            $"Say how this machine's daemons are: {ExitCodes.Done} healthy, {ExitCodes.Failed} not, {ExitCodes.NotRunning} not running")
        {
            named, all,
        };
        return runner.Bind(command, (session, _) =>
        {
            var asked = session.Parsed.GetValue(named) is { Length: > 0 } some ? some.Distinct(StringComparer.Ordinal)
                : session.Parsed.GetValue(all) ? Daemons
                : Daemons.Where(d => IsHere(session.Surroundings, d));
            var verdicts = asked.Select(d => HealthFile.Judge(session.Surroundings.RunDirectory, d, session.Time)).ToList();
            Write(session, verdicts);
            return Task.FromResult(CodeOf(verdicts));
        });
    }

    /// <summary>Whatever is not well goes before what does not run.</summary>
    internal static int CodeOf(IReadOnlyList<HealthVerdict> verdicts) =>
        verdicts.Any(v => v.Health is not (DaemonHealth.Healthy or DaemonHealth.NotRunning)) ? ExitCodes.Failed
        : verdicts.Count == 0 || verdicts.Any(v => v.Health == DaemonHealth.NotRunning) ? ExitCodes.NotRunning
        : ExitCodes.Done;

    private static bool IsHere(Surroundings surroundings, string daemon) =>
        File.Exists(Path.Combine(surroundings.ConfigurationDirectory, daemon + ".json"))
        || File.Exists(HealthFile.PathOf(surroundings.RunDirectory, daemon));

    private static void Write(Session session, List<HealthVerdict> verdicts)
    {
        if (session.Json)
        {
            session.Out.WriteLine(JsonSerializer.Serialize(StatusDocuments.Of(verdicts), Readable.Json.StatusDocument));
        }
        else if (verdicts.Count == 0)
        {
            session.Out.WriteLine("No daemon is configured on this machine.");
        }
        else
        {
            session.Console.Write(StatusTable.Of(verdicts, session.Time.GetUtcNow()));
        }
    }
}
