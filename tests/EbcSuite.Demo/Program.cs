using System.Runtime.InteropServices;
using EbcSuite.Demo;
using EbcSuite.TestKit.Hosts;

if (!DemoArguments.TryParse(args, out var ranks, out var problem))
{
    Console.Error.WriteLine($"ebc-demo: {problem}");
    Console.Error.WriteLine("usage: ebc-demo [--ranks N]   N from 1 to 256; needs root, and `make build` before");
    return 64;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);

return await new DemoRun(DemoCase.Of(ranks), new Screen(), Repository.PathOf("artifacts")).RunAsync(stop.Token);

void End(PosixSignalContext signal)
{
    // We end by ourselves, once everything is removed.
    signal.Cancel = true;
    stop.Cancel();
}
