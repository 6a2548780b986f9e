namespace EbcSuite.VirtualMachines;

/// <summary>How a VM becomes known to its broker.</summary>
internal enum Credentials
{
    /// <summary>It makes its own key and enrols it.</summary>
    Token,

    /// <summary>A key was made for it.</summary>
    Key,
}
