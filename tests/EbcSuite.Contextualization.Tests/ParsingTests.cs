using System.Text;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.Contextualization.Tests;

/// <summary>parse-context.awk against the shell itself, which is what the contract means by a value.</summary>
[TestFixture, Category("Unit")]
public sealed class ParsingTests
{
    private const string Hard = "abc XYZ09'\"\\$`;#&|<>(){}[]*?!~=\t\n\n%";

    [Test]
    public async Task Whatever_opennebula_writes_is_read_as_it_was([Range(1, 5)] int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, 200).ToDictionary(
            i => $"EBC_K{i}", _ => new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => Hard[random.Next(Hard.Length)])]), StringComparer.Ordinal);

        (await ParseAsync(Guest.Text(values))).Should().Equal(values);
    }

    [TestCase("EBC_A=bare")]
    [TestCase("EBC_A=\"double \\\"quoted\\\" \\\\ \\$HOME \\` \\n\"")]
    [TestCase("EBC_A='one''two'\"three\"four\\ five")]
    [TestCase("EBC_A=")]
    [TestCase("EBC_A='x'   # comment")]
    [TestCase("export EBC_A='x'")]
    [TestCase("  EBC_A='x'")]
    [TestCase("EBC_A='first'\nEBC_A='last'")]
    [TestCase("OTHER='\nEBC_A=hidden\n'\nEBC_A='seen'")]
    public async Task A_value_is_what_the_shell_makes_of_it(string context)
    {
        using var guest = new Guest();
        var shell = (await guest.RunProcessAsync(["sh", "-c", $"{context}\nprintf '%s|' \"$EBC_A\""])).Succeeded().Output;

        (await ParseAsync(context + "\n"))["EBC_A"].Should().Be(shell[..^1]);
    }

    private static async Task<Dictionary<string, string>> ParseAsync(string context)
    {
        using var guest = new Guest();
        guest.Put("context.sh", context);
        var told = (await guest.RunProcessAsync(
            ["env", "LC_ALL=C", "awk", "-f", Repository.PathOf("contextualization", "parse-context.awk"), guest.PathOf("context.sh")])).Succeeded();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in told.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            line.Should().NotStartWith("!");
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            values[line[..equals]] = Decode(line[(equals + 1)..]);
        }

        return values;
    }

    private static string Decode(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
            result.Append(text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
        return result.ToString();
    }
}
