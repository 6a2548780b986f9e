using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EbcSuite.VirtualMachines.Machines;

/// <summary>
/// The guest agent in a VM: runs commands there without any network, so that a test's look into a VM is no way of the system.
/// A connection for each command, since a machine that was reset or put back forgets what was said before.
/// </summary>
internal sealed class GuestAgent(string socket, string name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private int _greeting;

    /// <summary>Runs a program to its end, whatever its exit code.</summary>
    public async Task<GuestResult> RunAsync(IReadOnlyList<string> command, CancellationToken limit)
    {
        using var connection = await GreetAsync(limit);
        var arguments = new JsonObject
        {
            ["path"] = command[0],
            ["arg"] = new JsonArray([.. command.Skip(1).Select(a => (JsonNode)a)]),
            ["capture-output"] = true,
        };
        var pid = (await CallAsync(connection, "guest-exec", arguments, limit)).GetProperty("pid").GetInt64();
        using var timer = new PeriodicTimer(Look);
        while (true)
        {
            var status = await CallAsync(connection, "guest-exec-status", new() { ["pid"] = pid }, limit);
            if (status.GetProperty("exited").GetBoolean())
            {
                return new(
                    $"{name}: {string.Join(' ', command)}",
                    status.TryGetProperty("exitcode", out var code) ? code.GetInt32() : 128 + status.GetProperty("signal").GetInt32(),
                    Data(status, "out-data"),
                    Encoding.UTF8.GetString(Data(status, "err-data")));
            }

            await timer.WaitForNextTickAsync(limit);
        }
    }

    /// <summary>Runs a shell's line: for pipes within the VM only.</summary>
    public async Task<string> ShellAsync(string line, CancellationToken limit) =>
        (await RunAsync(["/bin/sh", "-c", line], limit)).Succeeded().Text;

    /// <summary>A file of the VM; null when it is not there.</summary>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken limit)
    {
        var result = await RunAsync(["/bin/cat", path], limit);
        return result.ExitCode == 0 ? result.Output : null;
    }

    /// <summary>Connects until the agent answers: it starts late in a boot, and starts anew after each.</summary>
    private async Task<JsonSocket> GreetAsync(CancellationToken limit)
    {
        while (true)
        {
            limit.ThrowIfCancellationRequested();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(limit);
            patience.CancelAfter(Patience);
            JsonSocket? connection = null;
            try
            {
                connection = await JsonSocket.ConnectAsync(socket, patience.Token);
                var id = Interlocked.Increment(ref _greeting) + 1_000_000L;
                await connection.WriteAsync("guest-sync", new() { ["id"] = id }, patience.Token);
                while (!(await connection.ReadAsync(patience.Token)).TryGetProperty("return", out var answer) || answer.ValueKind != JsonValueKind.Number || answer.GetInt64() != id)
                    patience.Token.ThrowIfCancellationRequested();
                return connection;
            }
            catch (OperationCanceledException) when (!limit.IsCancellationRequested)
            {
                connection?.Dispose();
            }
            catch
            {
                connection?.Dispose();
                throw;
            }
        }
    }

    private static async Task<JsonElement> CallAsync(JsonSocket connection, string command, JsonObject arguments, CancellationToken limit)
    {
        await connection.WriteAsync(command, arguments, limit);
        var message = await connection.ReadAsync(limit);
        return message.TryGetProperty("return", out var result)
            ? result
            : throw new InvalidOperationException($"{command}: {message}");
    }

    private static byte[] Data(JsonElement status, string name) =>
        status.TryGetProperty(name, out var text) ? text.GetBytesFromBase64() : [];
}
