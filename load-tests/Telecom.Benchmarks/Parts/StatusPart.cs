using System.Globalization;
using System.Text.Json;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Peers;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks.Parts;

/// <summary>
/// The month before this one of a circuit that was measured once a second, with two outages: sent through ingestion, folded, and asked for
/// over gRPC as often as a dashboard would. VictoriaMetrics gets the same form of points and is asked for one of the figures only.
/// </summary>
internal sealed class StatusPart : IPart
{
    private const int Rows = 500;
    private const int StatusQueries = 1000;
    private const int PeerQueries = 20;

    /// <inheritdoc/>
    public string Name => "Status of a circuit's month at a three-value sample a second";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var thisMonth = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset month = thisMonth.AddMonths(-1);
        int seconds = (int)(thisMonth - month).TotalSeconds;
        (double[] own, double ownProcessor) = await OursAsync(bench, month, seconds, cancellationToken);
        (double[] peer, double peerProcessor) = await PeerAsync(bench, month, bench.Options.Short ? seconds / 31 : seconds, cancellationToken);
        bench.Add(new Figure(Name, "p99: times faster than VictoriaMetrics", Last(peer) / Last(own), "ratio") { Goal = 10 });
        bench.Add(new Figure(Name, "p50: times faster than VictoriaMetrics", Statistics.Median(peer) / Statistics.Median(own), "ratio"));
        bench.Add(new Figure(Name, "processor time: times less than VictoriaMetrics", peerProcessor / ownProcessor, "ratio")
        {
            Note = FormattableString.Invariant($"{ownProcessor:0.00} ms a call of GetStatus, {peerProcessor:0.0} ms a query of VictoriaMetrics"),
        });
    }

    private async Task<(double[] Milliseconds, double ProcessorMilliseconds)> OursAsync(BenchContext bench, DateTimeOffset month, int seconds, CancellationToken cancellationToken)
    {
        // A little more than the month, since the last hour is rolled up once newer samples came.
        int batches = bench.Options.Short ? seconds / Rows / 31 : ((seconds + Rows - 1) / Rows) + 3;
        var shape = new LoadShape
        {
            CircuitsPerBatch = 1,
            CircuitsPerLane = 1,
            Seed = bench.Options.Seed,
            PacketsPerSample = 1,
            OutageBatches = new HashSet<long> { batches / 3, batches / 2 },
        };
        var plan = new LoadPlan(new BatchTemplates(shape), 1) { Lanes = 1, Connections = 1, StartUs = month.ToUnixTimeSeconds() * 1_000_000 };
        string contract = Path.Combine(BenchContext.Checkout ?? throw new InvalidOperationException("the contract's file is in the checkout, and there is none"), "contracts", "infopromo.yaml");
        var options = new ServiceSetOptions(Engine.Sqlite, new Population(1, 1, contract)) { WithMeasurement = true, Settings = MonthSettings.All };
        await using ServiceSet set = await bench.StartAsync(options, cancellationToken);
        LoadTarget target = LoadTarget.Of("ingestion and measurement", set);

        // The first 32 batches declare; so no more than the rest of the month follows.
        await LoadPhase.SaturateAsync(
            target,
            plan,
            TimeSpan.FromMinutes(2),
            Math.Max(1, batches - 32),
            (epoch, values) => Folded.WaitAsync(set, Population.Agent(plan.Agent), epoch, values, cancellationToken),
            cancellationToken);
        bench.Progress(FormattableString.Invariant($"{Math.Max(33, batches) * Rows} s of a circuit are folded"));

        using var client = new StatusClient(set, Population.Circuit(0), month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        await client.SettleAsync(bench.Options.Short ? 3 : 50, TimeSpan.FromSeconds(bench.Options.Short ? 0.1 : 1.5), cancellationToken);
        (double[] milliseconds, double processor) = await client.AskAsync(bench.Count(StatusQueries), cancellationToken);
        client.Check(expectedSamples: (ulong)Math.Min(seconds, Math.Max(33, batches) * Rows) * 3, expectedOutages: 2);
        bench.Add(new Figure(Name, "GetStatus over gRPC, p50", Statistics.Median(milliseconds), "ms"));
        bench.Add(new Figure(Name, "GetStatus over gRPC, p99", Last(milliseconds), "ms")
        {
            Goal = 5,
            AtMost = true,
            Note = FormattableString.Invariant($"{milliseconds.Length} calls one after the other, {processor:0.00} ms of server CPU each; {client.Summary}"),
        });
        bench.Progress(FormattableString.Invariant($"GetStatus: p50 {Statistics.Median(milliseconds):0.0} ms, p99 {Last(milliseconds):0.0} ms, {processor:0.00} ms CPU"));
        await set.DisposeAsync();
        await StoredSizes.AddAsync(bench, Name, set.DataFolder, month, Math.Min(seconds, batches * Rows), cancellationToken);
        return (milliseconds, processor);
    }

    private async Task<(double[] Milliseconds, double ProcessorMilliseconds)> PeerAsync(BenchContext bench, DateTimeOffset month, int seconds, CancellationToken cancellationToken)
    {
        await using Peer peer = await Peer.StartAsync(PeerKind.VictoriaInflux, bench.NewFolder(), cancellationToken);
        var source = new PointSource(1, month.ToUnixTimeSeconds(), seconds, bench.Options.Seed, secondsPerBody: 3600);
        await peer.SendAsync(source.Bodies(BodyForm.InfluxLines), cancellationToken);
        string end = (month.ToUnixTimeSeconds() + seconds - 1).ToString(CultureInfo.InvariantCulture);
        await peer.ReconcileAsync(end, seconds, seconds * 3L, cancellationToken);
        bench.Progress("VictoriaMetrics has the same points");
        var milliseconds = new List<double>();
        double processor = 0;
        int queries = bench.Options.Short ? 3 : PeerQueries;
        for (int i = -3; i < queries; i++)
        {
            if (i == 0)
            {
                processor = ProcessorClock.SecondsOf([peer.Process]);
            }

            long start = TimeProvider.System.GetTimestamp();
            double answer = await peer.QueryAsync("quantile_over_time(0.95, net_latency_us{circuit=\"c0\"}[30d])", end, cancellationToken);
            if (answer <= 0)
            {
                throw new JsonException($"VictoriaMetrics answered {answer}");
            }

            if (i >= 0)
            {
                milliseconds.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        processor = ProcessorClock.SecondsOf([peer.Process]) - processor;
        double[] sorted = [.. milliseconds.Order()];
        bench.Add(new Figure(Name, "VictoriaMetrics, 95th percentile over 30 days, p50", Statistics.Median(sorted), "ms"));
        bench.Add(new Figure(Name, "VictoriaMetrics, 95th percentile over 30 days, p99", Last(sorted), "ms")
        {
            Note = FormattableString.Invariant($"{sorted.Length} queries of quantile_over_time(0.95, latency[30d]) over the same points, without its cache of answers"),
        });
        bench.Progress(FormattableString.Invariant($"VictoriaMetrics: p50 {Statistics.Median(sorted):0} ms"));
        return (sorted, processor * 1000 / queries);
    }

    private static double Last(double[] sorted) => sorted[Math.Max(0, (int)Math.Ceiling(0.99 * sorted.Length) - 1)];
}
