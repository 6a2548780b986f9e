using Microsoft.Extensions.Logging;
using Serilog.Extensions.Logging;

namespace EbcSuite.Hosting.Tests;

[Category("Unit")]
public sealed class LogLineTests
{
    private static string[] Log(Action<ILogger> write, LogOptions? options = null, params (string, string)[] environment)
    {
        using var output = new StringWriter();
        var surroundings = new DaemonSurroundings(output, TextWriter.Null, environment.ToDictionary(e => e.Item1, e => e.Item2));
        using (var pipeline = LogPipeline.Open(options ?? new LogOptions(), surroundings))
        using (var factory = new SerilogLoggerFactory(pipeline))
        {
            write(factory.CreateLogger("EbcSuite.Sample.Part"));
        }

        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Test]
    public void A_line_has_the_time_in_UTC_the_level_and_the_part() =>
        Log(logger => logger.LogWarning("link {Link} is down", 7)).Should().ContainSingle()
            .Which.Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z WRN Part: link 7 is down$");

    [Test]
    public async Task Every_line_of_an_operation_carries_its_id_across_awaits_and_no_other_line_does()
    {
        var lines = new List<string>();
        await Task.Run(() => lines.AddRange(Log(logger =>
        {
            logger.LogInformation("before");
            using (OperationScope.Begin(logger, "3f2a"))
            {
                logger.LogInformation("one");
                Task.Run(() => logger.LogInformation("two")).GetAwaiter().GetResult();
            }

            logger.LogInformation("after");
        })));

        lines.Select(l => l[25..]).Should().Equal(
            "INF Part: before", "INF [op 3f2a] Part: one", "INF [op 3f2a] Part: two", "INF Part: after");
    }

    [Test]
    public void A_text_with_line_breaks_cannot_forge_a_second_line()
    {
        var lines = Log(logger => logger.LogError(new InvalidOperationException("a\nb"), "said {What}", "x\r\n2026 INF forged"));

        lines.Should().ContainSingle().Which.Should().Contain("x | 2026 INF forged").And.Contain("a | b");
    }

    [Test]
    public void Under_the_journal_a_line_begins_with_its_priority() =>
        Log(logger => logger.LogError("bad"), options: null, ("JOURNAL_STREAM", "8:1")).Should().ContainSingle()
            .Which.Should().StartWith("<3>2");

    [Test]
    public void Lines_below_the_level_are_not_written() =>
        Log(logger => logger.LogInformation("x"), new LogOptions { Level = LogLevel.Warning }).Should().BeEmpty();

    [Test]
    public void The_file_rolls_at_its_size_and_keeps_as_many_as_asked()
    {
        var directory = Directory.CreateTempSubdirectory("ebc-log-");
        try
        {
            var options = new LogOptions { File = Path.Combine(directory.FullName, "ebc.log"), FileBytes = 4096, Files = 2 };
            Log(
                logger =>
                {
                    for (var i = 0; i < 500; i++)
                    {
                        logger.LogInformation("line {Number} of many that fill the file", i);
                    }
                },
                options);

            var files = directory.GetFiles();
            files.Should().HaveCount(2);
            files.Should().OnlyContain(f => f.Length < 8192);
            files.Select(f => File.ReadAllText(f.FullName)).Should().Contain(text => text.Contains("line 499", StringComparison.Ordinal));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
