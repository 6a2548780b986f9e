using System.Security.Cryptography;
using System.Text;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Tests.Keys;

[TestFixture]
[Category("Unit")]
internal sealed class Z85Tests
{
    [Test]
    public void The_example_of_RFC_32_is_encoded_as_it_says() =>
        Z85.Encode([0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B]).Should().Be("HelloWorld");

    [Test]
    public unsafe void Random_keys_are_encoded_as_libzmq_does_and_decoded_back()
    {
        for (var i = 0; i < 1000; i++)
        {
            var key = RandomNumberGenerator.GetBytes(32);
            var judge = new byte[41];
            fixed (byte* text = judge, data = key)
            {
                _ = LibZmq.zmq_z85_encode(text, data, 32);
            }

            var ours = Z85.Encode(key);

            ours.Should().Be(Encoding.ASCII.GetString(judge, 0, 40));
            Z85.TryDecode(ours, out var back).Should().BeTrue();
            back.Should().Equal(key);
        }
    }

    [TestCase("Hell")]
    [TestCase("Hell~")]
    [TestCase("#####")]
    public void What_encodes_nothing_is_refused(string text) => Z85.TryDecode(text, out _).Should().BeFalse();

    [Test]
    public void The_public_half_is_computed_from_the_secret_one()
    {
        var pair = KeyPair.Generate();

        KeyPair.FromSecret(pair.SecretKey).PublicKey.Should().Be(pair.PublicKey);
    }
}
