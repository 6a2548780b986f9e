namespace EbcSuite.Contextualization.Tests;

/// <summary>A boot goes on whatever the context says (the exit code is 0 in every run), and what was configured before stays.</summary>
[TestFixture, Category("Unit")]
public sealed class BadContextTests
{
    private Guest _guest = null!;

    [SetUp]
    public void Boot() => _guest = new();

    [TearDown]
    public void End() => _guest.Dispose();

    [TestCase("EBC_SITE")]
    [TestCase("EBC_BROKER")]
    [TestCase("EBC_BROKER_KEY")]
    [TestCase("EBC_TOKEN")]
    public async Task A_missing_value_is_named_in_the_journal_and_the_report(string key)
    {
        await _guest.RunAsync((key, ""));

        _guest.Outcome.Should().Be("refused");
        _guest.Problems.Should().Equal($"{key} missing");
        _guest.Journal.Should().Contain($"daemon.err -- {key} is missing");
        _guest.Systemctl.Should().BeEmpty();
        File.Exists(_guest.ConfigurationPath).Should().BeFalse();
    }

    [TestCase("EBC_SITE", "two words")]
    [TestCase("EBC_SITE", "a\nb")]
    [TestCase("EBC_SITE", "a\"b\\")]
    [TestCase("EBC_NODE", "-vm")]
    [TestCase("EBC_NODE", "../../root")]
    [TestCase("EBC_BROKER", "udp://broker:7700")]
    [TestCase("EBC_BROKER", "broker:0")]
    [TestCase("EBC_BROKER", "broker:77000")]
    [TestCase("EBC_BROKER", "broker:08")]
    [TestCase("EBC_BROKER", "fd00::1")]
    [TestCase("EBC_BROKER", "a,b:7700")]
    [TestCase("EBC_BULK_BROKER", "broker:x")]
    [TestCase("EBC_BROKER_KEY", "Yne@-vo<fVvi]a<NY6T1ed:M*[IaLV{hID")]
    [TestCase("EBC_BROKER_KEY", "Yne@\"w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID")]
    [TestCase("EBC_BROKER_KEY_BASE64", "%%%")]
    [TestCase("EBC_TOKEN", "ebct_short")]
    [TestCase("EBC_KEY_FILE", "../context.sh")]
    [TestCase("EBC_KEY_FILE", "not-there.key")]
    [TestCase("EBC_LABELS", "rack")]
    [TestCase("EBC_LABELS", "rack=r1,=x")]
    [TestCase("EBC_LABELS", "rack=a\"b")]
    [TestCase("EBC_LOG_LEVEL", "loud")]
    [TestCase("EBC_STATE_DIRECTORY", "relative")]
    public async Task A_bad_value_is_refused_by_name_and_what_was_configured_stays(string key, string value)
    {
        await _guest.RunAsync();
        var before = File.ReadAllText(_guest.ConfigurationPath);
        _ = _guest.Systemctl;

        await _guest.RunAsync((key, value));

        _guest.Outcome.Should().Be("refused");
        _guest.Problems.Should().Contain($"{key} bad");
        _guest.Journal.Should().Contain($"daemon.err -- {key} ");
        _guest.Systemctl.Should().BeEmpty();
        File.ReadAllText(_guest.ConfigurationPath).Should().Be(before);
    }

    [Test]
    public async Task A_key_that_we_do_not_know_is_told_and_left_out()
    {
        await _guest.RunAsync(("EBC_SIGHT", "hanoi"));

        _guest.Outcome.Should().Be("applied");
        _guest.Problems.Should().Equal("EBC_SIGHT unknown");
        _guest.Journal.Should().Contain("daemon.warning -- EBC_SIGHT");
    }

    [Test]
    public async Task No_context_at_all_is_told()
    {
        (await _guest.RunProcessAsync(
            ["env", "-u", "MOUNT_DIR", TestKit.Hosts.Repository.PathOf("contextualization", "ebc-contextualize"), "--root", _guest.PathOf("")]))
            .ExitCode.Should().Be(0);

        _guest.Problems.Should().Equal("context.sh missing");
    }

    [TestCase("EBC_SITE=$(touch {0})")]
    [TestCase("EBC_SITE=`touch {0}`")]
    [TestCase("EBC_SITE='a'; touch {0}")]
    [TestCase("EBC_SITE=\"$(touch {0})\"")]
    [TestCase("touch {0}")]
    [TestCase("EBC_LABELS='$(touch {0})'")]
    [TestCase("EBC_SITE='never closed\ntouch {0}")]
    public async Task Nothing_of_a_context_is_executed(string line)
    {
        var trace = _guest.PathOf("executed");

        await _guest.RunTextAsync(Guest.Text(Guest.Good) + line.Replace("{0}", trace, StringComparison.Ordinal) + "\n");

        File.Exists(trace).Should().BeFalse();
        _guest.Outcome.Should().Be("refused");
        _guest.Systemctl.Should().BeEmpty();
    }
}
