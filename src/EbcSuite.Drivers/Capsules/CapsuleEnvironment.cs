namespace EbcSuite.Drivers.Capsules;

/// <summary>The environments of jobs. The first makes one movable: everything it writes is in its directory, and it binds to lo only.</summary>
public static class CapsuleEnvironment
{
    /// <param name="shim">A library to be loaded before all others, or null.</param>
    /// <param name="asked">The user's own variables; they win.</param>
    public static IReadOnlyDictionary<string, string> For(
        CapsuleLayout layout, string? shim, IReadOnlyDictionary<string, string> asked)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = layout.Directory,
            ["TMPDIR"] = layout.Temporary,

            // Open MPI 5 (PRRTE, PMIx): session directory and shared memory in the directory, control sockets on lo.
            ["PRTE_MCA_prte_tmpdir_base"] = layout.Temporary,
            ["PRTE_MCA_prte_if_include"] = "lo",
            ["PMIX_MCA_ptl_tcp_if_include"] = "lo",
            ["OMPI_MCA_btl_sm_backing_directory"] = layout.Temporary,

            // Open MPI 4 names the same things so.
            ["OMPI_MCA_orte_tmpdir_base"] = layout.Temporary,
            ["OMPI_MCA_btl_vader_backing_directory"] = layout.Temporary,
            ["OMPI_MCA_oob_tcp_if_include"] = "lo",
            ["OMPI_MCA_btl_tcp_if_include"] = "lo",

            // More ranks than cores must not spin. Above this number of ranks PRRTE would spawn from several threads, and
            // pseudo terminals would not be restored in the order of their numbers, which criu needs.
            ["OMPI_MCA_mpi_yield_when_idle"] = "1",
            ["PRTE_MCA_odls_base_cutoff"] = "100000",

            ["OMPI_ALLOW_RUN_AS_ROOT"] = "1",
            ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
            ["PRTE_ALLOW_RUN_AS_ROOT"] = "1",
            ["PRTE_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
        };
        if (shim is not null)
        {
            variables["LD_PRELOAD"] = shim;
        }

        foreach (var (name, value) in asked)
        {
            variables[name] = value;
        }

        return variables;
    }

    /// <summary>For a job that keeps its node's network: its home, and nothing that its tools write outside of it.</summary>
    /// <param name="asked">The user's own variables; they win.</param>
    public static IReadOnlyDictionary<string, string> Contained(CapsuleLayout layout, IReadOnlyDictionary<string, string> asked)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = layout.Directory,
            ["TMPDIR"] = layout.Temporary,
            ["OMPI_MCA_orte_tmpdir_base"] = layout.Temporary,
            ["OMPI_ALLOW_RUN_AS_ROOT"] = "1",
            ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
            ["PRTE_ALLOW_RUN_AS_ROOT"] = "1",
            ["PRTE_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
        };
        foreach (var (name, value) in asked)
        {
            variables[name] = value;
        }

        return variables;
    }
}
