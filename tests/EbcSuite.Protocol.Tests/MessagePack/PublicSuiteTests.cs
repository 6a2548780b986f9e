using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.Protocol.Tests.MessagePack;

/// <summary>The public test suite of the format (npm msgpack-test-suite 1.0.0): values, and every way to encode each.</summary>
[Category("Unit")]
public sealed class PublicSuiteTests
{
    public static IEnumerable<TestCaseData> Vectors()
    {
        var file = TestFile.PathOf("MessagePack", "Suite", "msgpack-test-suite.json");
        foreach (var group in JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject())
        {
            var number = 0;
            foreach (var vector in group.Value.EnumerateArray())
            {
                // A number has its decimal digits besides where a double cannot hold it.
                var value = vector.EnumerateObject().OrderByDescending(p => p.NameEquals("bignum")).First(p => !p.NameEquals("msgpack"));
                var encodings = vector.GetProperty("msgpack").EnumerateArray().Select(e => Bytes(e.GetString()!)).ToArray();
                yield return new TestCaseData(value.Name, value.Value, encodings)
                    .SetArgDisplayNames($"{group.Name} {number++}");
            }
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void Every_encoding_is_read_as_the_value(string type, JsonElement value, byte[][] encodings)
    {
        foreach (var encoding in encodings)
        {
            var reader = new MessagePackReader(encoding);
            ExpectNext(ref reader, type, value);
            reader.IsAtEnd.Should().BeTrue();
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void Every_encoding_is_skipped_whole(string type, JsonElement value, byte[][] encodings)
    {
        foreach (var encoding in encodings)
        {
            var reader = new MessagePackReader(encoding);
            reader.Skip();
            reader.IsAtEnd.Should().BeTrue("a {0} {1} is skipped", type, value);
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void A_value_is_written_in_its_shortest_encoding(string type, JsonElement value, byte[][] encodings)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        Write(ref writer, type, value);
        writer.Flush();

        var written = Convert.ToHexStringLower(output.WrittenSpan);
        encodings.Select(Convert.ToHexStringLower).Should().Contain(written);
        // A float is written in its own width, and an integer never as a float, though the suite lists shorter ones.
        if (TypeOf(type, value) != "float")
        {
            written.Length.Should().Be(2 * encodings.Where(e => !IsFloat(e)).Min(e => e.Length));
        }
    }

    private static bool IsFloat(byte[] encoding) => new MessagePackReader(encoding).PeekType() == MessagePackType.Float;

    private static void ExpectNext(ref MessagePackReader reader, string type, JsonElement value)
    {
        switch (TypeOf(type, value))
        {
            case "nil":
                reader.ReadNil();
                break;
            case "bool":
                reader.ReadBoolean().Should().Be(value.GetBoolean());
                break;
            case "binary":
                reader.ReadRaw(reader.ReadBinaryHeader()).ToArray().Should().Equal(Bytes(value.GetString()!));
                break;
            case "integer" or "float" when reader.PeekType() == MessagePackType.Float:
                reader.ReadDouble().Should().Be(double.Parse(Digits(value), CultureInfo.InvariantCulture));
                break;
            case "integer" when Digits(value)[0] == '-':
                reader.ReadInt64().ToString(CultureInfo.InvariantCulture).Should().Be(Digits(value));
                break;
            case "integer":
                reader.ReadUInt64().ToString(CultureInfo.InvariantCulture).Should().Be(Digits(value));
                break;
            case "string":
                reader.ReadString(limit: 1000).Should().Be(value.GetString());
                break;
            case "array":
                reader.ReadArrayHeader().Should().Be(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    ExpectNext(ref reader, "", item);
                }

                break;
            case "map":
                reader.ReadMapHeader().Should().Be(value.EnumerateObject().Count());
                foreach (var pair in value.EnumerateObject())
                {
                    reader.ReadString(limit: 1000).Should().Be(pair.Name);
                    ExpectNext(ref reader, "", pair.Value);
                }

                break;
            case "timestamp":
                reader.ReadTimestamp().Should().Be(Timestamp(value));
                break;
            case "ext":
                reader.ReadExtension(out var extension).ToArray().Should().Equal(Bytes(value[1].GetString()!));
                extension.Should().Be((sbyte)value[0].GetInt32());
                break;
            default:
                throw new ArgumentException($"The suite has a type that this test does not know: {type}.", nameof(type));
        }
    }

    private static void Write(ref MessagePackWriter writer, string type, JsonElement value)
    {
        switch (TypeOf(type, value))
        {
            case "nil":
                writer.WriteNil();
                break;
            case "bool":
                writer.Write(value.GetBoolean());
                break;
            case "binary":
                writer.WriteBinary(Bytes(value.GetString()!));
                break;
            case "integer" when Digits(value)[0] == '-':
                writer.Write(long.Parse(Digits(value), CultureInfo.InvariantCulture));
                break;
            case "integer":
                writer.Write(ulong.Parse(Digits(value), CultureInfo.InvariantCulture));
                break;
            case "float":
                writer.Write(value.GetDouble());
                break;
            case "string":
                writer.Write(value.GetString()!);
                break;
            case "array":
                writer.WriteArrayHeader(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    Write(ref writer, "", item);
                }

                break;
            case "map":
                writer.WriteMapHeader(value.EnumerateObject().Count());
                foreach (var pair in value.EnumerateObject())
                {
                    writer.Write(pair.Name);
                    Write(ref writer, "", pair.Value);
                }

                break;
            case "timestamp":
                writer.Write(Timestamp(value));
                break;
            case "ext":
                writer.WriteExtension((sbyte)value[0].GetInt32(), Bytes(value[1].GetString()!));
                break;
            default:
                throw new ArgumentException($"The suite has a type that this test does not know: {type}.", nameof(type));
        }
    }

    // The suite names the type of a vector; what lies inside arrays and maps is told by JSON's own types.
    private static string TypeOf(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("binary" or "timestamp" or "ext", _) => type,
        (_, JsonValueKind.Null) => "nil",
        (_, JsonValueKind.True or JsonValueKind.False) => "bool",
        (_, JsonValueKind.Number) or ("bignum", _) => BigInteger.TryParse(Digits(value), out _) ? "integer" : "float",
        (_, JsonValueKind.String) => "string",
        (_, JsonValueKind.Array) => "array",
        (_, JsonValueKind.Object) => "map",
        _ => type,
    };

    private static string Digits(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static MessagePackTimestamp Timestamp(JsonElement value) => new(value[0].GetInt64(), value[1].GetUInt32());

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace("-", "", StringComparison.Ordinal));
}
