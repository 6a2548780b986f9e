using System.Runtime.InteropServices;
using EbcSuite.TestKit.Hosts;
using EbcSuite.VirtualMachines;

// usage: ebc-e2e-vm [SCENARIO…]: all of them, or the first migration and those that are named. `make e2e-vm` makes what it needs.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

var image = Repository.PathOf("artifacts", "image", "ebcsuite.qcow2");
if (!File.Exists(image))
{
    Console.Error.WriteLine($"ebc-e2e-vm: {image} is missing: run `make image`");
    return 64;
}

return await new VmRun(Path.GetFullPath(image), args).RunAsync(stop.Token);

void End(PosixSignalContext signal)
{
    // We end by ourselves, once everything is removed.
    signal.Cancel = true;
    stop.Cancel();
}
