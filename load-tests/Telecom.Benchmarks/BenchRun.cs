using Telecom.Benchmarks.Parts;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks;

/// <summary>Runs the parts that were asked for, one after the other, and prints what they found.</summary>
internal static class BenchRun
{
    /// <summary>Runs.</summary>
    /// <param name="args">The verb and its options.</param>
    /// <param name="cancellationToken">Stops it; servers are stopped all the same.</param>
    /// <returns>0: every part gave its figures (goals may be missed); 1: a part failed; 2: bad arguments.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        BenchOptions options = BenchOptions.Parse(args, out IReadOnlyList<string> errors);
        foreach (string error in errors)
        {
            await Console.Error.WriteLineAsync(error);
        }

        if (errors.Count > 0)
        {
            return 2;
        }

        string folder = Directory.CreateDirectory(Path.Combine(options.Folder, "telecom-bench-" + Path.GetRandomFileName())).FullName;
        try
        {
            var report = new BenchReport
            {
                Command = "./telecom bench " + string.Join(' ', args),
                StartedAt = TimeProvider.System.GetUtcNow(),
                Machine = Machine.Read(folder, BenchContext.Checkout),
                Seed = options.Seed,
                Short = options.Short,
            };
            long start = TimeProvider.System.GetTimestamp();
            var bench = new BenchContext(options, report, folder, line => Console.Error.WriteLine(FormattableString.Invariant(
                $"{TimeProvider.System.GetElapsedTime(start).TotalSeconds,4:0} s  {line}")));
            foreach (IPart part in PartsOf(options.Verb).Where(p => p.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)))
            {
                await RunAsync(part, bench, cancellationToken);
            }

            report.Seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine(options.Json ? report.ToJson() : Tables.Text(report));
            if (options.Markdown is not null)
            {
                MarkdownFile.Write(options.Markdown, Tables.Markdown(report));
            }

            return report.Failures.Count == 0 ? 0 : 1;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("stopped");
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<IPart> PartsOf(string verb) => verb switch
    {
        "ingest" => [new IngestPart(), new LatencyPart(), new IdlePart(), new SpreadPart(), new ParserPart()],
        "gateway" => [new GatewayPart()],
        "fold" => [new FoldPart(), new FoldAlonePart()],
        "status" => [new StatusPart()],
        "clocks" => [new ClocksPart()],
        "noisy" => [new NoisyPart()],
        "peers" => [new PeersPart()],
        _ => [new IngestPart(), new LatencyPart(), new IdlePart(), new SpreadPart(), new ParserPart(), new GatewayPart(), new FoldPart(), new FoldAlonePart(), new StatusPart(), new ClocksPart(), new NoisyPart(), new PeersPart()],
    };

    private static async Task RunAsync(IPart part, BenchContext bench, CancellationToken cancellationToken)
    {
        bench.Progress(part.Name);
        try
        {
            await part.RunAsync(bench, cancellationToken);
        }
        catch (ToolMissingException missing) when (!bench.Options.EngineNamed)
        {
            bench.Report.Skipped.Add(new Failure(part.Name, missing.Message));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever went wrong with one part, the figures of the others are wanted.
            bench.Progress($"{part.Name} failed: {failure.Message}");
            bench.Report.Failures.Add(new Failure(part.Name, failure.Message));
        }
    }
}
