using System.Text.Json;
using EbcSuite.AppDriver.Streams;
using EbcSuite.AppDriver.Tests.Fakes;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.AppDriver.Tests.Commands;

/// <summary>Two daemons and the commands of a migration, with the ways it can fail.</summary>
[Category("Simulated")]
public sealed class MigrationTests
{
    private TestCloud _cloud = null!;
    private TestNode _a = null!;
    private TestNode _b = null!;

    [SetUp]
    public async Task SetUp()
    {
        _cloud = new();
        _a = await TestNode.StartAsync("vm-a", _cloud);
        _b = await TestNode.StartAsync("vm-b", _cloud);
        await _cloud.StartHeatAsync(_a);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Test]
    public async Task An_application_moves_with_its_files_and_leaves_nothing_behind()
    {
        await CheckpointAsync();
        await TransferAsync();
        (await RestartAsync()).State.Should().Be(ApplicationState.Prepared);
        await _cloud.DoneAsync(TestCloud.Command(_a, EventNames.Destroy, token: 2) with { Files = "remove" });
        (await _cloud.DoneAsync(TestCloud.Command(_b, EventNames.Thaw, token: 2))).State.Should().Be(ApplicationState.Running);

        File.ReadAllText(Path.Combine(_b.Home("heat"), "result")).Should().Be("heat --fast");
        _b.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        Directory.Exists(_b.Image("op1")).Should().BeFalse("the image is of no use once the application has run");
        Directory.Exists(_a.Home("heat")).Should().BeFalse();
        Directory.Exists(_a.Image("op1")).Should().BeFalse();
        _a.Records.Find("heat")!.State.Should().BeNull();
    }

    [Test]
    public async Task An_image_arrives_whole_although_chunks_and_credits_are_lost()
    {
        var random = new Random(5);
        _cloud.Bulk.Loses = _ => random.NextDouble() < 0.3;
        await CheckpointAsync();
        await TransferAsync();
        File.ReadAllBytes(Path.Combine(_b.Image("op1"), "image/pages.img"))
            .Should().Equal(File.ReadAllBytes(Path.Combine(_a.Image("op1"), "image/pages.img")));
    }

    [Test]
    public async Task A_changed_chunk_is_a_corrupt_image_and_leaves_nothing_half_done()
    {
        await CheckpointAsync();

        // No chunk is acknowledged, so that the sender is still under way when the receiver has found the fault.
        _cloud.Bulk.Loses = notice => Corrupt(notice) || notice.Integer(StreamNotice.Next) > 0;
        var manifest = await ManifestAsync();
        var receiving = _cloud.AskAsync(Receive(manifest));
        var sending = _cloud.AskAsync(Send());
        var report = await receiving;
        report.Error.Should().Be(CheckpointFault.ImageCorrupt);
        Directory.Exists(_b.Image("op1")).Should().BeFalse();
        await _cloud.DoneAsync(TestCloud.Command(_a, EventNames.Thaw, token: 2));
        (await sending).Error.Should().Be(CheckpointFault.TransferFailed, "thaw ends what is under way");
    }

    [Test]
    public async Task A_broken_link_only_delays()
    {
        await CheckpointAsync();
        var seen = 0;
        _cloud.Bulk.Loses = notice =>
        {
            if (notice.Text(AttributeNames.Event) == EventNames.Chunk && ++seen == 1)
            {
                _ = Task.Run(() =>
                {
                    _a.Bulk.Cut();
                    _a.Bulk.Mend();
                });
                return true;
            }

            return false;
        };
        await TransferAsync(linkHolds: false);
    }

    [Test]
    public async Task Destroy_on_the_target_ends_a_transfer_and_thaw_brings_the_source_back()
    {
        await CheckpointAsync();
        var receiving = _cloud.AskAsync(Receive(await ManifestAsync()));
        await _cloud.DoneAsync(TestCloud.Command(_b, EventNames.Destroy, token: 2) with { Files = "remove" });
        (await receiving).Outcome.Should().NotBe(Outcomes.Done);
        await _cloud.DoneAsync(TestCloud.Command(_a, EventNames.Thaw, token: 2));
        _a.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        Directory.Exists(_b.Image("op1")).Should().BeFalse();
        Directory.Exists(_a.Image("op1")).Should().BeFalse();
    }

    [Test]
    public async Task A_restore_that_failed_can_be_tried_again()
    {
        await CheckpointAsync();
        await TransferAsync();
        _b.Driver.RestoreFails = CheckpointFault.RestoreFailed;
        (await _cloud.AskAsync(Restart())).Error.Should().Be(CheckpointFault.RestoreFailed);
        _b.Driver.RestoreFails = null;
        (await _cloud.AskAsync(Restart())).Error.Should().Be(CheckpointFault.RestoreFailed, "the same command has the same answer");
        await _cloud.DoneAsync(Restart() with { Attempt = 1 });
    }

    [Test]
    public async Task A_prepared_copy_that_died_is_restarted_from_its_image()
    {
        await CheckpointAsync();
        await TransferAsync();
        await RestartAsync();
        await using var news = await _cloud.Events.Client("x").SubscribeAsync(Filter.Equal(AttributeNames.Event, EventNames.ApplicationState), TestCloud.Limit);
        FakeDriver.Kill(_b.Records.Find("heat")!.Pid!.Value);
        (await news.ReadAsync(TestCloud.Limit)).Text(AttributeNames.State).Should().Be("lost");
        (await _cloud.AskAsync(TestCloud.Command(_b, EventNames.Thaw, token: 2))).Error.Should().Be(CheckpointFault.ApplicationLost);
        await _cloud.DoneAsync(Restart() with { Attempt = 1, Token = 2 });
        await _cloud.DoneAsync(TestCloud.Command(_b, EventNames.Thaw, token: 2) with { Attempt = 1 });
    }

    private Task<Report> CheckpointAsync() => _cloud.DoneAsync(TestCloud.Command(_a, EventNames.Checkpoint) with { Keep = "stopped" });

    private async Task<ReadOnlyMemory<byte>> ManifestAsync() => (await CheckpointAsync()).Body;

    /// <param name="linkHolds">What is handed to a link that then breaks is counted by its sender and seen by no broker.</param>
    private async Task TransferAsync(bool linkHolds = true)
    {
        var manifest = await ManifestAsync();
        var chunks = 0L;
        var loses = _cloud.Bulk.Loses;
        _cloud.Bulk.Loses = notice =>
        {
            chunks += notice.Text(AttributeNames.Event) == EventNames.Chunk ? notice.Body.Length : 0;
            return loses(notice);
        };
        var receiving = _cloud.DoneAsync(Receive(manifest));
        var sending = _cloud.DoneAsync(Send());
        (await receiving).Bytes.Should().Be(JsonSerializer.Deserialize(manifest.Span, CheckpointingJson.Default.Manifest)!.TotalBytes);
        var sent = (await sending).Bytes;
        sent.Should().BePositive().And.BeGreaterThanOrEqualTo(chunks, "it tells what went over the wire, what was lost there too");
        if (linkHolds)
        {
            sent.Should().Be(chunks);
        }
    }

    private Task<Report> RestartAsync() => _cloud.DoneAsync(Restart());

    private Command Restart() => TestCloud.Command(_b, EventNames.Restart) with { Image = "op1", Hold = true };

    private Command Receive(ReadOnlyMemory<byte> manifest) => TestCloud.Command(_b, EventNames.Transfer) with
    {
        Role = "receive",
        Stream = "s1",
        FromNode = "vm-a",
        Body = manifest,
    };

    private Command Send() => TestCloud.Command(_a, EventNames.Transfer) with { Role = "send", Stream = "s1", To = "vm-b" };

    private bool Corrupt(Notification notice)
    {
        if (notice.Text(AttributeNames.Event) != EventNames.Chunk || notice.TryGet("changed", out _))
        {
            return false;
        }

        var body = notice.Body.ToArray();
        body[^100] ^= 1;
        _cloud.Bulk.Publish(notice.WithBody(body).With("changed", true));
        return true;
    }
}
