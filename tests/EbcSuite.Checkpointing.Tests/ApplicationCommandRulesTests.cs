using System.Text;
using System.Text.Json;
using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.Checkpointing.Tests;

[Category("Unit")]
public sealed class ApplicationCommandRulesTests
{
    [TestCase("""{"save":{"signal":"USR1","file":"state.bin"},"resume":{"arguments":["job","--resume"]}}""")]
    [TestCase("""{"save":{"arguments":["job-control","save"],"within_ms":5000},"resume":{"arguments":["job"],"file":"out/up","within_ms":100}}""")]
    [TestCase("""{"save":{"signal":"TERM","file":"a/b..c","ends":true},"resume":{"arguments":["job"]}}""")]
    public void What_can_be_used(string json) => Fault(json).Should().BeNull();

    [TestCase("""{"resume":{"arguments":["job"]}}""", "commands.save")]
    [TestCase("""{"save":{"signal":"USR1","file":"s"}}""", "commands.resume")]
    [TestCase("""{"save":{"file":"s"},"resume":{"arguments":["job"]}}""", "neither")]
    [TestCase("""{"save":{"signal":"USR1","arguments":["a"],"file":"s"},"resume":{"arguments":["job"]}}""", "both")]
    [TestCase("""{"save":{"signal":"KILL","file":"s"},"resume":{"arguments":["job"]}}""", "KILL")]
    [TestCase("""{"save":{"signal":"USR1"},"resume":{"arguments":["job"]}}""", "commands.save.file")]
    [TestCase("""{"save":{"arguments":[]},"resume":{"arguments":["job"]}}""", "commands.save.arguments")]
    [TestCase("""{"save":{"arguments":["a"]},"resume":{}}""", "commands.resume.arguments")]
    [TestCase("""{"save":{"arguments":["a"],"file":"/etc/passwd"},"resume":{"arguments":["job"]}}""", "/etc/passwd")]
    [TestCase("""{"save":{"arguments":["a"],"file":"a/../../b"},"resume":{"arguments":["job"]}}""", "commands.save.file")]
    [TestCase("""{"save":{"arguments":["a"],"file":".capsule/started"},"resume":{"arguments":["job"]}}""", "commands.save.file")]
    [TestCase("""{"save":{"arguments":["a"],"file":"tmp/s"},"resume":{"arguments":["job"]}}""", "commands.save.file")]
    [TestCase("""{"save":{"arguments":["a"],"within_ms":1},"resume":{"arguments":["job"]}}""", "commands.save.within_ms")]
    [TestCase("""{"save":{"arguments":["a"]},"resume":{"arguments":["job"],"within_ms":99999999999}}""", "commands.resume.within_ms")]
    public void What_cannot_be_used_is_told_by_its_member(string json, string part) => Fault(json).Should().Contain(part);

    private static string? Fault(string commands)
    {
        var json = $$"""{"arguments":["job"],"environment":{},"commands":{{commands}}}""";
        var launch = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(json), CheckpointingJson.Default.LaunchSpecification)!;
        return ApplicationCommandRules.Fault(launch.Commands!);
    }
}
