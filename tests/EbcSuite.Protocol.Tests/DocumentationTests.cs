using System.Globalization;
using EbcSuite.Events;
using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.Protocol.Tests;

/// <summary>docs/protocol.md says what the code does: its examples, codes and limits.</summary>
[Category("Unit")]
public sealed class DocumentationTests
{
    private static readonly string Text = File.ReadAllText(TestFile.PathOf("protocol.md"));

    // Examples are indented lines of hex.
    private static readonly string[] Examples = Text.Split('\n')
        .Where(line => line.StartsWith("    9", StringComparison.Ordinal))
        .Select(line => line.Replace(" ", "", StringComparison.Ordinal))
        .ToArray();

    [Test]
    public void Every_example_is_a_golden_frame() =>
        GoldenFile.Read().Values.Select(Convert.ToHexStringLower).Should().Contain(Examples);

    [Test]
    public void Every_kind_of_message_has_an_example() =>
        Examples.Select(hex => (MessageKind)Convert.FromHexString(hex)[2]).Should().Contain(Enum.GetValues<MessageKind>());

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_of_message_is_in_the_table(MessageKind kind) => Text.Should().Contain($"| {(byte)kind} | {kind} |");

    [TestCaseSource(nameof(Codes))]
    public void Every_code_is_documented(string code) => Text.Should().Contain($"`{code}`");

    [TestCase(ProtocolLimits.FrameBytes), TestCase(ProtocolLimits.ContentBytes), TestCase(EventLimits.BodyBytes)]
    [TestCase(EventLimits.ValueBytes), TestCase(EventLimits.Attributes), TestCase(EventLimits.Constraints)]
    [TestCase(EventLimits.SetValues), TestCase(EventLimits.NameBytes), TestCase(ProtocolLimits.TextBytes, "0–1024 ")]
    [TestCase(ProtocolLimits.CodeBytes, "1–64 "), TestCase(ProtocolLimits.IdentityBytes, "1 to 255 ")]
    [TestCase(MessagePackReader.MaximumDepth)]
    public void Every_limit_is_documented(int limit, string? written = null)
    {
        written ??= $"{limit.ToString("N0", CultureInfo.InvariantCulture)} ";

        written.Replace(",", "", StringComparison.Ordinal).Should().Contain(limit.ToString(CultureInfo.InvariantCulture));
        Text.Should().Contain(written);
    }

    public static IEnumerable<MessageKind> Kinds() => Enum.GetValues<MessageKind>();

    // Never told: a fault that has the broken rule's own name, and the syntax of text, which is not on the wire.
    public static IEnumerable<string> Codes() => Enum.GetNames<ProtocolFault>().Concat(Enum.GetNames<EventRefusal>())
        .Except([nameof(ProtocolFault.RefusedFilter), nameof(ProtocolFault.RefusedNotification), nameof(EventRefusal.Syntax)]);
}
