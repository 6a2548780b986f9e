// Asks EbcSuite what there is, and moves an application if one is named:
//   portal tcp://BROKER:7700 BROKER.pub ME.key [APPLICATION NODE]
using System.Text;
using EbcSuite.Events;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;

await using var client = EventClient.Start(
    new() { Endpoint = args[0], BrokerPublicKey = KeyFile.ReadPublic(args[1]), Key = KeyFile.ReadSecret(args[2]), Identity = Path.GetFileNameWithoutExtension(args[2]) },
    TimeProvider.System);
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
var done = await AskAsync("sys_info");
if (args is [_, _, _, var application, var node])
    done &= await AskAsync("migrate_App", ("application", application), ("to", node));
return done ? 0 : 1;

// The request's operation comes back in all that is said about it; the last word has final = true.
async Task<bool> AskAsync(string request, params (string Name, AttributeValue Value)[] more)
{
    var operation = Guid.NewGuid().ToString("N");
    await using var answers = await client.SubscribeAsync(Filter.Parse($"operation = \"{operation}\" and event in (\"report\", \"progress\")"), limit.Token);
    await client.PublishAsync(Notification.Create([("event", request), ("from", client.Identity), ("operation", operation), .. more]), limit.Token);
    await foreach (var answer in answers.ReadAllAsync(limit.Token))
    {
        Console.WriteLine($"{answer}\n{Encoding.UTF8.GetString(answer.Body.Span)}".TrimEnd());
        if (answer.Boolean("final") == true)
            return answer.Text("outcome") == "done";
    }
    return false;
}
