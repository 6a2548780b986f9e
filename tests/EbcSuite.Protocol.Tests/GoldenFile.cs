namespace EbcSuite.Protocol.Tests;

/// <summary>Golden/messages.hex: a name and the frame's bytes on each line; <c>#</c> begins a comment.</summary>
internal static class GoldenFile
{
    public static IReadOnlyDictionary<string, byte[]> Read() =>
        File.ReadLines(TestFile.PathOf("Golden", "messages.hex"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .ToDictionary(parts => parts[0], parts => Convert.FromHexString(parts[1]));
}
