namespace EbcSuite.Protocol.Tests;

/// <summary>A checked-in file that lies beside the tests.</summary>
internal static class TestFile
{
    public static string PathOf(params string[] parts) => Path.Combine([TestContext.CurrentContext.TestDirectory, .. parts]);
}
