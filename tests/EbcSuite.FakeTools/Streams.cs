using System.Collections;
using System.Diagnostics;

namespace EbcSuite.FakeTools;

/// <summary>What tools do to their streams.</summary>
internal static class Streams
{
    public static int Echo(string[] words)
    {
        Console.Out.Write(string.Join('|', words));
        Console.Error.Write(System.Environment.CurrentDirectory);
        return 0;
    }

    public static int Environment()
    {
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            Console.Out.WriteLine($"{entry.Key}={entry.Value}");
        }

        return 0;
    }

    /// <summary>Writes bytes to stderr and at last the word END.</summary>
    public static int Flood(int bytes)
    {
        using var errors = Console.OpenStandardError();
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)'x');
        for (var left = bytes; left > 0; left -= block.Length)
        {
            errors.Write(block, 0, Math.Min(left, block.Length));
        }

        errors.Write("END"u8);
        return 0;
    }

    public static int Hang()
    {
        Console.Out.WriteLine("hanging");
        Console.Out.Flush();
        using var never = new ManualResetEventSlim();
        never.Wait();
        return 0;
    }

    /// <summary>Ends at once and leaves a child that keeps stdout and stderr open, as a restored application does. Prints its pid.</summary>
    public static int LeaveChildWithThePipe()
    {
        using var child = Process.Start(new ProcessStartInfo("sleep", ["600"]))!;
        Console.Out.WriteLine(child.Id);
        Console.Out.Flush();
        return 0;
    }
}
