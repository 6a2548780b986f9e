using System.Runtime.InteropServices;
using EbcSuite.Benchmarks;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    return args switch
    {
        ["migrate"] => await MigrateBenchmark.RunAsync(stop.Token),
        ["latency"] => await LatencyBenchmark.RunAsync(stop.Token),
        // In hosts, by the latency benchmark.
        ["ping", var configuration, var samples] => await Ping.RunAsync(configuration, samples, stop.Token),
        ["pong", var configuration] => await Pong.RunAsync(configuration, stop.Token),
        _ => Usage(),
    };
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

static int Usage()
{
    Console.Error.WriteLine("usage: ebc-bench migrate | latency    (as root, after `make build`; see the Makefile)");
    return 64;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
