using System.Runtime.InteropServices;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Telecom.Benchmarks;
using Telecom.Benchmarks.Sink;

// Ingestion, folding, status, case clocks and other systems: what "telecom bench" runs, for example "ingest --short". "sink PORT" is the bare sink.
if (args is ["sink", var port])
{
    await SinkServer.RunAsync(port);
    return 0;
}

if (args.Length > 0 && !args[0].StartsWith('-'))
{
    using var stop = new CancellationTokenSource();
    void Stop(PosixSignalContext signal)
    {
        // The servers are stopped before this process ends.
        signal.Cancel = true;
        stop.Cancel();
    }

    using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    return await BenchRun.RunAsync(args, stop.Token);
}

// Figures of the rating on one core: dotnet run -c Release --project load-tests/Telecom.Benchmarks -- --short
// With --processor alone the processor time of a statement, within seconds: for a machine that is busy.
// Without --short the same with more and longer iterations; other arguments are BenchmarkDotNet's, for example --filter *Tier*.
if (args is ["--processor"])
{
    ProcessorTime.Print(Console.Out);
    return 0;
}

string[] rest = [.. args.Where(arg => arg != "--short")];
bool isShort = rest.Length != args.Length;
Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Settings).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest, Settings.Of(isShort))];
return Figures.Print(summaries, Console.Out) ? 0 : 1;
