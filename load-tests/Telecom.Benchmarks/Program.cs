using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Telecom.Benchmarks;

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
Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest, Settings.Of(isShort))];
return Figures.Print(summaries, Console.Out) ? 0 : 1;
