using EbcSuite.Drivers.Capsules;

namespace EbcSuite.Drivers.Tests.Capsules;

[Category("Unit")]
public sealed class CapsuleEnvironmentTests
{
    private static readonly CapsuleLayout Layout = new("/v/applications/heat");
    private static readonly Dictionary<string, string> Nothing = [];

    [Test]
    public void Everything_that_is_written_lies_in_the_directory()
    {
        var variables = CapsuleEnvironment.For(Layout, shim: null, Nothing);
        variables["HOME"].Should().Be("/v/applications/heat");
        foreach (var name in (string[])["TMPDIR", "PRTE_MCA_prte_tmpdir_base", "OMPI_MCA_btl_sm_backing_directory"])
        {
            variables[name].Should().Be("/v/applications/heat/tmp");
        }
    }

    [Test]
    public void Control_sockets_are_bound_to_lo()
    {
        var variables = CapsuleEnvironment.For(Layout, shim: null, Nothing);
        variables["PMIX_MCA_ptl_tcp_if_include"].Should().Be("lo");
        variables["PRTE_MCA_prte_if_include"].Should().Be("lo");
    }

    [Test]
    public void A_shim_is_loaded_before_all_others_where_there_is_one()
    {
        CapsuleEnvironment.For(Layout, "/x.so", Nothing)["LD_PRELOAD"].Should().Be("/x.so");
        CapsuleEnvironment.For(Layout, shim: null, Nothing).Should().NotContainKey("LD_PRELOAD");
    }

    [Test]
    public void What_the_user_asks_for_wins() =>
        CapsuleEnvironment.For(Layout, shim: null, new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = "/h" })["HOME"].Should().Be("/h");
}
