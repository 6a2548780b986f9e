namespace EbcSuite.Protocol.Tests;

[Category("Unit")]
public sealed class RoundTripTests
{
    public static IEnumerable<string> Names => SampleMessages.ByName.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_message_is_read_as_it_was_written(string name)
    {
        var message = SampleMessages.ByName[name];
        var frame = MessageEncoder.Encode(message);

        MessageEquality.Same(MessageDecoder.Decode(frame), message).Should().BeTrue();
        MessageEquality.Same(MessageDecoder.DecodeCopy(frame), message).Should().BeTrue();
    }
}
