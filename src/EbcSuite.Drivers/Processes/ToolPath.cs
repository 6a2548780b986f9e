namespace EbcSuite.Drivers.Processes;

/// <summary>Where tools are looked for.</summary>
public static class ToolPath
{
    /// <summary>The PATH of every tool and application: the daemon's own is not trusted with it.</summary>
    public const string Directories = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The file of a program; null when it is in none of the directories.</summary>
    public static string? Find(string program) =>
        Directories.Split(':').Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);

    /// <summary>A program of a tool that lies in a prefix of its own, or in the PATH where the prefix is empty.</summary>
    public static string In(string prefix, string program) => prefix.Length == 0 ? program : Path.Combine(prefix, "bin", program);
}
