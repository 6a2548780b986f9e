using System.Buffers;
using System.Text;
using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.Protocol.Tests.MessagePack;

[Category("Unit")]
public sealed class WriterTests
{
    private delegate void WriteValue(ref MessagePackWriter writer);

    [Test]
    public void Integers_around_every_power_of_two_are_read_back_and_are_the_shortest()
    {
        for (var bit = 0; bit < 64; bit++)
        {
            foreach (var value in new[] { (1L << bit) - 1, 1L << bit, -(1L << bit), -(1L << bit) - 1 })
            {
                var bytes = Written((ref MessagePackWriter w) => w.Write(value));
                var reader = new MessagePackReader(bytes);

                reader.ReadInt64().Should().Be(value);
                reader.IsAtEnd.Should().BeTrue();
                bytes.Should().HaveCount(ShortestOf(value), "{0} is written", value);
            }
        }
    }

    [TestCase(31, 1), TestCase(32, 2), TestCase(255, 2), TestCase(256, 3), TestCase(65535, 3), TestCase(65536, 5)]
    public void A_string_has_the_shortest_header(int length, int header)
    {
        var text = new string('x', length);
        var bytes = Written((ref MessagePackWriter w) => w.Write(text));
        var reader = new MessagePackReader(bytes);

        bytes.Should().HaveCount(header + length);
        reader.ReadString(length).Should().Be(text);
    }

    [TestCase(0, 2), TestCase(255, 2), TestCase(256, 3), TestCase(65535, 3), TestCase(65536, 5)]
    public void Bytes_have_the_shortest_header(int length, int header)
    {
        var value = new byte[length];
        var bytes = Written((ref MessagePackWriter w) => w.WriteBinary(value));
        var reader = new MessagePackReader(bytes);

        bytes.Should().HaveCount(header + length);
        reader.ReadBinaryHeader().Should().Be(length);
    }

    [TestCase(15, 1), TestCase(16, 3), TestCase(65535, 3), TestCase(65536, 5)]
    public void Arrays_and_maps_have_the_shortest_header(int count, int header)
    {
        Written((ref MessagePackWriter w) => w.WriteArrayHeader(count)).Should().HaveCount(header);
        Written((ref MessagePackWriter w) => w.WriteMapHeader(count)).Should().HaveCount(header);

        var array = new MessagePackReader([.. Written((ref MessagePackWriter w) => w.WriteArrayHeader(count)), .. new byte[count]]);
        var map = new MessagePackReader([.. Written((ref MessagePackWriter w) => w.WriteMapHeader(count)), .. new byte[2 * count]]);
        array.ReadArrayHeader().Should().Be(count);
        map.ReadMapHeader().Should().Be(count);
    }

    [TestCase(0), TestCase(1), TestCase(3), TestCase(16), TestCase(17), TestCase(255), TestCase(256), TestCase(65536)]
    public void An_extension_is_read_back(int length)
    {
        var value = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var reader = new MessagePackReader(Written((ref MessagePackWriter w) => w.WriteExtension(-7, value)));

        reader.ReadExtension(out var type).ToArray().Should().Equal(value);
        type.Should().Be(-7);
    }

    [Test]
    public void A_single_float_is_read_as_the_same_double()
    {
        var reader = new MessagePackReader(Written((ref MessagePackWriter w) => w.Write(0.1f)));

        reader.ReadDouble().Should().Be(0.1f);
    }

    // As numbers: an attribute's strings are kept as UTF-8, which has no halves of pairs.
    [TestCase(0xd800), TestCase(0x61, 0xdc00, 0x62), TestCase(0xdc00, 0xd800)]
    public void Half_a_surrogate_pair_is_not_written(params int[] units)
    {
        var text = string.Concat(units.Select(u => (char)u));
        var write = () => Written((ref MessagePackWriter w) => w.Write(text));

        write.Should().Throw<ProtocolException>().Which.Fault.Should().Be(ProtocolFault.BadUtf8);
    }

    [TestCase("ab€", 5, "ab€"), TestCase("ab€", 4, "ab"), TestCase("ab€", 2, "ab"), TestCase("𝄞𝄞", 7, "𝄞")]
    public void A_clipped_text_ends_with_a_whole_character(string text, int limit, string expected)
    {
        var reader = new MessagePackReader(Written((ref MessagePackWriter w) => w.WriteClipped(text, limit)));

        reader.ReadString(limit).Should().Be(expected);
    }

    [Test]
    public void Half_a_surrogate_pair_in_a_clipped_text_is_replaced()
    {
        var reader = new MessagePackReader(Written((ref MessagePackWriter w) => w.WriteClipped("a\ud800", limit: 10)));

        reader.ReadString(limit: 10).Should().Be("a\ufffd");
    }

    [Test]
    public void Nothing_is_lost_where_the_output_gives_small_spans()
    {
        var output = new ArrayBufferWriter<byte>(1);
        var writer = new MessagePackWriter(output);
        for (var i = 0; i < 1000; i++)
        {
            writer.Write(i.ToString());
        }

        writer.Flush();
        var reader = new MessagePackReader(output.WrittenSpan);
        for (var i = 0; i < 1000; i++)
        {
            Encoding.UTF8.GetString(reader.ReadRaw(reader.ReadStringHeader())).Should().Be(i.ToString());
        }
    }

    private static int ShortestOf(long value) => value switch
    {
        >= -32 and < 128 => 1,
        >= sbyte.MinValue and <= byte.MaxValue => 2,
        >= short.MinValue and <= ushort.MaxValue => 3,
        >= int.MinValue and <= uint.MaxValue => 5,
        _ => 9,
    };

    private static byte[] Written(WriteValue write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
