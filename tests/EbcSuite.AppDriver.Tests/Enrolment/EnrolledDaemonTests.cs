using System.Diagnostics;

namespace EbcSuite.AppDriver.Tests.Enrolment;

/// <summary>The built ebc-appdrv as a process of its own, against a real broker.</summary>
[Category("Unit")]
public sealed class EnrolledDaemonTests
{
    [Test]
    public async Task A_refused_token_ends_the_daemon_with_77_and_its_name_in_the_journal()
    {
        await using var broker = new SiteBroker();
        await broker.StartAsync();

        var (code, journal) = await RunAsync(broker.Node("vm-a1") with { EnrolmentToken = Messaging.Enrolment.TokenText.Make() }, until: null);

        code.Should().Be(77, journal);
        journal.Should().Contain("EnrolmentClosed").And.Contain("ebc token create").And.NotContain("ebct_");
    }

    [Test]
    public async Task A_good_token_brings_both_links_up()
    {
        await using var broker = new SiteBroker();
        await broker.StartAsync();
        var options = broker.Node("vm-a1") with { EnrolmentToken = await broker.TokenAsync() };

        var (code, journal) = await RunAsync(options, until: $"{options.Broker} is up");

        code.Should().Be(0, journal);
        journal.Should().Contain("Enrolled as").And.NotContain(options.EnrolmentToken);
        broker.Allowed.OfIdentity("vm-a1").Should().ContainSingle();
    }

    /// <param name="until">A line with this has come: the daemon is asked to end. Null: it ends by itself.</param>
    private static async Task<(int Code, string Journal)> RunAsync(AppDriverOptions options, string? until)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var config = options.KeyFile + ".json";
        await File.WriteAllTextAsync(config, "{}", limit.Token);
        using var daemon = new Process
        {
            StartInfo = new("dotnet",
            [
                "exec", Path.Combine(AppContext.BaseDirectory, "ebc-appdrv.dll"), "--config", config,
                "--Node", options.Node, "--Site", options.Site, "--Broker", options.Broker, "--BulkBroker", options.BulkBroker,
                "--BrokerPublicKey", options.BrokerPublicKey, "--KeyFile", options.KeyFile, "--StateDirectory", options.StateDirectory,
            ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        daemon.StartInfo.Environment["EBC_APPDRV__ENROLMENTTOKEN"] = options.EnrolmentToken;
        daemon.Start();
        try
        {
            var error = daemon.StandardError.ReadToEndAsync(limit.Token);
            var lines = new List<string>();
            while (await daemon.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                lines.Add(line);
                if (until is not null && line.Contains(until, StringComparison.Ordinal))
                {
                    using var kill = Process.Start("kill", ["-TERM", $"{daemon.Id}"]);
                    await kill.WaitForExitAsync(limit.Token);
                    until = null;
                }
            }

            await daemon.WaitForExitAsync(limit.Token);
            return (daemon.ExitCode, string.Join('\n', lines) + await error);
        }
        finally
        {
            if (!daemon.HasExited)
            {
                daemon.Kill();
            }
        }
    }
}
