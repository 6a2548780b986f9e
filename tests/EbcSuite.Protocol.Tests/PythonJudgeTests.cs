using System.Diagnostics;
using System.Text.Json.Nodes;

namespace EbcSuite.Protocol.Tests;

/// <summary>An independent reader and writer of the format, Debian's python3-msgpack, on our frames.</summary>
[Category("Unit")]
public sealed class PythonJudgeTests
{
    // Debian's own python: another one may come first on the path, without Debian's packages.
    private const string Python = "/usr/bin/python3";
    private const int ModuleMissing = 3;
    private const int RandomCount = 400;

    [Test]
    [CancelAfter(60_000)]
    public async Task Python_reads_every_message_as_documented_and_packs_it_to_the_same_bytes(CancellationToken cancellation)
    {
        var random = new RandomMessages(seed: 20261121);
        var messages = SampleMessages.ByName.Values
            .Concat(Enumerable.Range(0, RandomCount).Select(_ => random.Next()))
            .Select(m => (Message: m, Frame: Convert.ToHexStringLower(MessageEncoder.Encode(m)), Structure: MessageStructure.Of(m)))
            .ToArray();

        var answers = await AskAsync(messages.Select(m => $"{m.Frame} {m.Structure.ToJsonString()}").ToArray(), cancellation);

        answers.Should().HaveSameCount(messages);
        foreach (var (asked, answer) in messages.Zip(answers))
        {
            var space = answer.LastIndexOf(' ');
            JsonNode.DeepEquals(JsonNode.Parse(answer[..space]), asked.Structure)
                .Should().BeTrue("python reads {0} where {1} was written", answer[..space], asked.Message);
            answer[(space + 1)..].Should().Be(asked.Frame, "python packs {0} so", asked.Message);
        }
    }

    private static async Task<string[]> AskAsync(string[] requests, CancellationToken cancellation)
    {
        if (!File.Exists(Python))
        {
            Assert.Ignore($"{Python} is missing: build/setup.sh installs it.");
        }

        var start = new ProcessStartInfo(Python, [TestFile.PathOf("Judge", "msgpack_judge.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            foreach (var request in requests)
            {
                await process.StandardInput.WriteLineAsync(request.AsMemory(), cancellation);
            }

            process.StandardInput.Close();
        }
        catch (IOException) when (!cancellation.IsCancellationRequested)
        {
            // It ended without reading: its exit code says why.
            await process.WaitForExitAsync(cancellation);
        }

        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode == ModuleMissing)
        {
            Assert.Ignore("python3-msgpack is missing: build/setup.sh installs it.");
        }

        process.ExitCode.Should().Be(0, "the judge says: {0}", await errors);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
