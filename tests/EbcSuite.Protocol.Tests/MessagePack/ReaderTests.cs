using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.Protocol.Tests.MessagePack;

[Category("Unit")]
public sealed class ReaderTests
{
    private delegate void Read(ref MessagePackReader reader);

    // A length of 2^32 - 1 or 2^31 elements, where a few bytes remain.
    [TestCase("db ffffffff 00"), TestCase("c6 ffffffff 00"), TestCase("c9 ffffffff 01 00")]
    [TestCase("dd ffffffff 00"), TestCase("df ffffffff 00"), TestCase("df 80000000 00"), TestCase("df 00000002 c0c0c0")]
    [TestCase("da ffff 00"), TestCase("dc 0003 c0c0"), TestCase("d9 02 61"), TestCase("a2 61"), TestCase("92 c0"), TestCase("81 c0")]
    [TestCase("d8 01 000102"), TestCase("cb 000000"), TestCase("cf 00000000000000"), TestCase("cd 00"), TestCase("")]
    public void A_length_is_compared_with_the_bytes_that_remain(string hex) =>
        Fault(hex, (ref MessagePackReader r) => r.Skip()).Should().Be(ProtocolFault.Truncated);

    [Test]
    public void Byte_c1_begins_no_value() =>
        Fault("c1", (ref MessagePackReader r) => r.Skip()).Should().Be(ProtocolFault.UnexpectedType);

    [Test]
    public void A_value_may_nest_as_deep_as_the_limit_and_no_deeper()
    {
        var deep = new byte[MessagePackReader.MaximumDepth + 1];
        deep.AsSpan().Fill(0x91);
        deep[^1] = 0xc0;
        var deeper = new byte[] { 0x91 }.Concat(deep).ToArray();

        var reader = new MessagePackReader(deep);
        reader.Skip();
        reader.IsAtEnd.Should().BeTrue();
        Fault(Convert.ToHexString(deeper), (ref MessagePackReader r) => r.Skip()).Should().Be(ProtocolFault.NestedTooDeep);
    }

    [Test]
    public void A_million_levels_do_not_end_the_process()
    {
        var hex = string.Concat(Enumerable.Repeat("91", 1_000_000));

        Fault(hex, (ref MessagePackReader r) => r.Skip()).Should().Be(ProtocolFault.NestedTooDeep);
    }

    [TestCase("c3"), TestCase("01"), TestCase("a161"), TestCase("90"), TestCase("80"), TestCase("cb0000000000000000"), TestCase("c40100")]
    [TestCase("d40100"), TestCase("c0")]
    public void A_value_is_read_as_its_own_type_and_as_no_other(string hex)
    {
        var type = new MessagePackReader(Convert.FromHexString(hex)).PeekType();
        var readers = new Dictionary<MessagePackType, Read>
        {
            [MessagePackType.Nil] = (ref MessagePackReader r) => r.ReadNil(),
            [MessagePackType.Boolean] = (ref MessagePackReader r) => r.ReadBoolean(),
            [MessagePackType.Integer] = (ref MessagePackReader r) => r.ReadUInt64(),
            [MessagePackType.Float] = (ref MessagePackReader r) => r.ReadDouble(),
            [MessagePackType.String] = (ref MessagePackReader r) => r.ReadString(10),
            [MessagePackType.Binary] = (ref MessagePackReader r) => r.ReadBinaryHeader(),
            [MessagePackType.Array] = (ref MessagePackReader r) => r.ReadArrayHeader(),
            [MessagePackType.Map] = (ref MessagePackReader r) => r.ReadMapHeader(),
            [MessagePackType.Extension] = (ref MessagePackReader r) => r.ReadExtension(out _),
        };

        readers.Keys.Should().BeEquivalentTo(Enum.GetValues<MessagePackType>());
        foreach (var (other, read) in readers)
        {
            Fault(hex, read).Should().Be(other == type ? null : ProtocolFault.UnexpectedType, "a {0} is read as a {1}", type, other);
        }
    }

    [Test]
    public void An_integer_over_the_signed_range_is_no_signed_integer() =>
        Fault("cf8000000000000000", (ref MessagePackReader r) => r.ReadInt64()).Should().Be(ProtocolFault.BadValue);

    [TestCase("ff"), TestCase("d0ff"), TestCase("d3ffffffffffffffff")]
    public void A_negative_integer_is_no_count(string hex) =>
        Fault(hex, (ref MessagePackReader r) => r.ReadUInt64()).Should().Be(ProtocolFault.BadValue);

    [Test]
    public void A_string_over_its_limit_is_refused() =>
        Fault("a3616263", (ref MessagePackReader r) => r.ReadString(limit: 2)).Should().Be(ProtocolFault.OverLimit);

    // A lone continuation byte, an overlong '/', a surrogate, a code point over U+10FFFF, a sequence cut short.
    [TestCase("a180"), TestCase("a2c0af"), TestCase("a3eda080"), TestCase("a4f4908080"), TestCase("a2e282")]
    public void A_string_that_is_not_utf8_is_refused(string hex) =>
        Fault(hex, (ref MessagePackReader r) => r.ReadString(limit: 10)).Should().Be(ProtocolFault.BadUtf8);

    [TestCase("d6 01 00000000", ProtocolFault.UnexpectedType)]
    [TestCase("d5 ff 0000", ProtocolFault.BadValue)]
    [TestCase("d7 ff ee6b280000000000", ProtocolFault.BadValue)]
    [TestCase("c7 0c ff 3b9aca00 0000000000000000", ProtocolFault.BadValue)]
    public void What_is_no_timestamp_is_refused(string hex, ProtocolFault fault) =>
        Fault(hex, (ref MessagePackReader r) => r.ReadTimestamp()).Should().Be(fault);

    private static ProtocolFault? Fault(string hex, Read read)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        try
        {
            read(ref reader);
            return null;
        }
        catch (ProtocolException e)
        {
            return e.Fault;
        }
    }
}
