using System.Text.Json;
using System.Text.Json.Nodes;

namespace EbcSuite.VirtualMachines.Machines;

/// <summary>QEMU's machine protocol (QMP): a connection for each command, for there are few.</summary>
internal sealed class Monitor(string socket)
{
    /// <summary>Runs a command and returns its <c>return</c>.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<JsonElement> ExecuteAsync(string command, JsonObject arguments, CancellationToken limit)
    {
        using var connection = await JsonSocket.ConnectAsync(socket, limit);
        await connection.ReadAsync(limit);
        await connection.WriteAsync("qmp_capabilities", [], limit);
        await AnswerAsync(connection, "qmp_capabilities", limit);
        await connection.WriteAsync(command, arguments, limit);
        return await AnswerAsync(connection, command, limit);
    }

    /// <summary>Runs a command of the human monitor, such as savevm, which must print nothing.</summary>
    public async Task HumanAsync(string line, CancellationToken limit)
    {
        var said = await ExecuteAsync("human-monitor-command", new() { ["command-line"] = line }, limit);
        if (said.GetString() is { Length: > 0 } complaint)
            throw new InvalidOperationException($"{line}: {complaint.Trim()}");
    }

    private static async Task<JsonElement> AnswerAsync(JsonSocket connection, string command, CancellationToken limit)
    {
        while (true)
        {
            var message = await connection.ReadAsync(limit);
            if (message.TryGetProperty("return", out var result))
                return result;
            if (message.TryGetProperty("error", out var error))
                throw new InvalidOperationException($"{command}: {error}");
        }
    }
}
