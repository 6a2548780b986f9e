using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Command;
using EbcSuite.Drivers.Criu;
using EbcSuite.Drivers.Dmtcp;
using EbcSuite.Drivers.OpenMpi;
using EbcSuite.Drivers.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver;

/// <summary>All drivers, as the options have them; each says itself whether it can be used here.</summary>
internal static class NodeDrivers
{
    public static IReadOnlyList<ICheckpointDriver> Make(AppDriverOptions options, IServiceProvider provider)
    {
        if (!File.Exists(options.PtyShim))
        {
            provider.GetRequiredService<ILogger<CriuDriver>>().LogWarning(
                "'{PtyShim}' is missing: MPI jobs will use pseudo terminals, whose numbers must be free where they are restored",
                options.PtyShim);
        }

        var capsules = new CapsuleOptions { PtyShim = options.PtyShim };
        var tools = provider.GetRequiredService<ToolRunner>();
        var time = provider.GetRequiredService<TimeProvider>();
        return
        [
            new CriuDriver(new CriuOptions { Path = options.CriuPath, Deadline = options.ToolDeadline }, capsules, tools, time),
            new DmtcpDriver(new DmtcpOptions { Prefix = options.DmtcpPrefix, Deadline = options.ToolDeadline }, capsules, tools, time),
            new OpenMpiDriver(new OpenMpiOptions { Prefix = options.OpenMpiPrefix, Deadline = options.ToolDeadline }, capsules, tools, time),
            new CommandDriver(new CommandOptions(), capsules, tools, time),
        ];
    }
}
