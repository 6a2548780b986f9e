using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EbcSuite.Contextualization.Tests;

/// <summary>What OneGate is told, against its documented form; a real OneGate has not been met.</summary>
[TestFixture, Category("Unit")]
public sealed class OneGateTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task OneGate_is_told_what_became_of_the_context_with_the_vms_token()
    {
        using var guest = new Guest();
        using var limit = new CancellationTokenSource(Limit);
        using var gate = new TcpListener(IPAddress.Loopback, 0);
        gate.Start();
        var heard = HearAsync(gate, limit.Token);
        guest.Put("cd/token.txt", "sesame\n");

        await guest.RunAsync(("ONEGATE_ENDPOINT", $"http://127.0.0.1:{((IPEndPoint)gate.LocalEndpoint).Port}"), ("EBC_SITE", "two words"));

        var request = await heard;
        request.Should().StartWith("PUT /vm HTTP/1.1\r\n")
            .And.Contain("X-ONEGATE-TOKEN: sesame\r\n").And.Contain("X-ONEGATE-VMID: 42\r\n")
            .And.EndWith("EBC_CONTEXT=\"refused\"\nEBC_NODE=\"vm-42\"\nEBC_PROBLEMS=\"EBC_SITE bad\"");
    }

    [Test]
    public async Task A_gate_that_is_not_there_is_said_and_nothing_else_changes()
    {
        using var guest = new Guest();
        guest.Put("cd/token.txt", "sesame\n");

        await guest.RunAsync(("ONEGATE_ENDPOINT", "http://127.0.0.1:1"));

        guest.Outcome.Should().Be("applied");
        guest.Journal.Should().Contain("OneGate at http://127.0.0.1:1 could not be told");
    }

    private static async Task<string> HearAsync(TcpListener gate, CancellationToken limit)
    {
        using var client = await gate.AcceptTcpClientAsync(limit);
        var stream = client.GetStream();
        var buffer = new byte[8192];
        var text = "";
        while (!IsWhole(text))
        {
            var count = await stream.ReadAsync(buffer, limit);
            if (count == 0)
                break;
            text += Encoding.ASCII.GetString(buffer, 0, count);
        }

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), limit);
        return text;
    }

    private static bool IsWhole(string request)
    {
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return head >= 0 && length is not null && request.Length - head - 4 >= int.Parse(length.Split(':')[1]);
    }
}
