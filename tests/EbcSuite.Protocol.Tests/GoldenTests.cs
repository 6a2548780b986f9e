namespace EbcSuite.Protocol.Tests;

/// <summary>The bytes of each message are frozen: a difference is a new version of the protocol, not a new golden file.</summary>
[Category("Unit")]
public sealed class GoldenTests
{
    private static readonly IReadOnlyDictionary<string, byte[]> Golden = GoldenFile.Read();

    public static IEnumerable<string> Names => SampleMessages.ByName.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_message_has_its_golden_bytes(string name)
    {
        var frame = MessageEncoder.Encode(SampleMessages.ByName[name]);
        var golden = Golden.GetValueOrDefault(name, []);
        var same = frame.AsSpan().CommonPrefixLength(golden);

        frame.Should().Equal(
            golden,
            "byte {0} of {1} ({2}) is frozen; the bytes are now{3}{4} {5}",
            same, golden.Length, same < golden.Length ? $"0x{golden[same]:x2}" : "the end",
            Environment.NewLine, name, Convert.ToHexStringLower(frame));
    }

    [TestCaseSource(nameof(Names))]
    public void Golden_bytes_are_read_as_their_message(string name) =>
        MessageEquality.Same(MessageDecoder.Decode(Golden[name]), SampleMessages.ByName[name]).Should().BeTrue();

    [Test]
    public void Every_golden_line_has_a_message() => Golden.Keys.Should().BeEquivalentTo(Names);

    [Test]
    public void Every_type_of_message_has_golden_bytes()
    {
        var types = typeof(Message).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Message)));

        SampleMessages.ByName.Values.Select(m => m.GetType()).Distinct().Should().BeEquivalentTo(types);
    }

    [Test]
    public void Every_kind_has_golden_bytes_and_one_type()
    {
        // The array's header and the version are a byte each, then comes the kind.
        var kinds = Golden.Select(g => (Kind: (MessageKind)g.Value[2], Type: SampleMessages.ByName[g.Key].GetType()));

        kinds.Distinct().Select(k => k.Kind).Should().BeEquivalentTo(Enum.GetValues<MessageKind>());
        kinds.Should().AllSatisfy(k => k.Kind.ToString().Should().Be(k.Type.Name));
    }
}
