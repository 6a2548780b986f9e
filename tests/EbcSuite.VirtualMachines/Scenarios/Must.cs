namespace EbcSuite.VirtualMachines.Scenarios;

/// <summary>Says what must be.</summary>
internal static class Must
{
    public static void Hold(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException(what);
    }
}
