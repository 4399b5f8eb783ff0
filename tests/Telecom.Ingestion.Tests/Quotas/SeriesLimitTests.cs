using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Common.V1;
using Telecom.Ingestion.Quotas;
using Telecom.Ingestion.Tests.Otlp;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Quotas;

public sealed class SeriesLimitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-series-").FullName;
    private readonly ManualTime _time = new();

    private string SeriesPath => System.IO.Path.Combine(_folder, "series.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_series_is_counted_once_and_the_first_to_come_stay()
    {
        SeriesBook book = new(perAgent: 2, perCustomer: 3, retentionDays: 35);
        Assert.Equal(SeriesVerdict.Noted, book.Admit(AgentOf("a"), Circuit(1), 100));
        Assert.Equal(SeriesVerdict.Known, book.Admit(AgentOf("a"), Circuit(1), 100));
        Assert.Equal(SeriesVerdict.Noted, book.Admit(AgentOf("a"), Circuit(1), 101));
        Assert.Equal(SeriesVerdict.Known, book.Admit(AgentOf("a"), Circuit(1), 99));
        Assert.Equal(SeriesVerdict.Noted, book.Admit(AgentOf("a"), Circuit(2), 101));
        Assert.Equal(SeriesVerdict.AgentFull, book.Admit(AgentOf("a"), Circuit(3), 101));
        Assert.Equal(SeriesVerdict.Noted, book.Admit(AgentOf("b"), Circuit(1), 101));
        Assert.Equal(SeriesVerdict.CustomerFull, book.Admit(AgentOf("b"), Circuit(2), 101));
        Assert.Equal(SeriesVerdict.Noted, book.Admit("customers/globex/agents/a", "customers/globex/circuits/c1", 101));
        Assert.Equal(4, book.Count);
    }

    [Fact]
    public void Random_series_never_exceed_a_limit_and_none_that_has_its_place_loses_it() => Seeds.ForEach(200, random =>
    {
        (int perAgent, int perCustomer) = (random.Next(0, 6), random.Next(0, 10));
        SeriesBook book = new(perAgent, perCustomer, 35);
        HashSet<(string Agent, string Circuit)> placed = [];
        for (int i = 0; i < 200; i++)
        {
            (string agent, string circuit) = (AgentOf($"a{random.Next(4)}"), Circuit(random.Next(8)));
            bool full = (perAgent > 0 && placed.Count(p => p.Agent == agent) >= perAgent) || (perCustomer > 0 && placed.Count >= perCustomer);
            bool admitted = book.Admit(agent, circuit, 100) is SeriesVerdict.Known or SeriesVerdict.Noted;
            Assert.Equal(placed.Contains((agent, circuit)) || !full, admitted);
            if (admitted)
            {
                placed.Add((agent, circuit));
            }

            Assert.Equal(placed.Count, book.Count);
        }
    });

    [Fact]
    public void A_series_that_no_longer_comes_gives_its_place_to_another()
    {
        SeriesBook book = new(perAgent: 2, perCustomer: 0, retentionDays: 35);
        book.Admit(AgentOf("a"), Circuit(1), 100);
        book.Admit(AgentOf("a"), Circuit(2), 120);
        Assert.Equal(SeriesVerdict.AgentFull, book.Admit(AgentOf("a"), Circuit(3), 134));
        Assert.Equal(SeriesVerdict.Noted, book.Admit(AgentOf("a"), Circuit(3), 135));
        Assert.Equal(SeriesVerdict.AgentFull, book.Admit(AgentOf("a"), Circuit(1), 135));
    }

    [Fact]
    public void Series_are_remembered_over_a_restart_with_their_days_and_a_file_that_is_damaged_is_read_as_far_as_it_goes()
    {
        using (SeriesLimits limits = Open(2))
        {
            Assert.Null(limits.Refuse(AgentOf("a"), Circuit(1)));
            Assert.Null(limits.Refuse(AgentOf("a"), Circuit(2)));
            Assert.Contains("Ingestion:MaxSeriesPerAgent", limits.Refuse(AgentOf("a"), Circuit(3)), StringComparison.Ordinal);
        }

        _time.Advance(TimeSpan.FromDays(20));
        File.AppendAllText(SeriesPath, "nonsense\n12 x\n\n99999999999999 customers/acme/agents/a c\n");
        using (SeriesLimits limits = Open(2))
        {
            Assert.Equal(2, limits.Count);
            Assert.NotNull(limits.Refuse(AgentOf("a"), Circuit(3)));
            Assert.Null(limits.Refuse(AgentOf("a"), Circuit(2)));
        }

        _time.Advance(TimeSpan.FromDays(20));
        using (SeriesLimits limits = Open(2))
        {
            Assert.Equal(1, limits.Count);
            Assert.Null(limits.Refuse(AgentOf("a"), Circuit(3)));
            Assert.NotNull(limits.Refuse(AgentOf("a"), Circuit(1)));
        }

        using (SeriesLimits limits = Open(1))
        {
            Assert.Null(limits.Refuse(AgentOf("a"), Circuit(2)));
            Assert.NotNull(limits.Refuse(AgentOf("a"), Circuit(3)));
        }
    }

    [Fact]
    public void The_file_does_not_grow_with_the_days()
    {
        using SeriesLimits limits = Open(2_000);
        for (int day = 0; day < 40; day++)
        {
            for (int i = 0; i < 1_000; i++)
            {
                Assert.Null(limits.Refuse(AgentOf("a"), Circuit(i)));
            }

            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.InRange(File.ReadLines(SeriesPath).Count(), 1_000, 10_001);
        using SeriesLimits again = Open(2_000);
        Assert.Equal(1_000, again.Count);
    }

    [Fact]
    public void Series_that_come_while_the_file_is_written_anew_are_in_it_afterwards_whether_that_succeeds_or_not()
    {
        SeriesBook book = new(perAgent: 0, perCustomer: 0, retentionDays: 35);
        using SeriesFile file = new(SeriesPath);
        int day = 0;
        foreach (bool succeeds in new[] { false, true })
        {
            IReadOnlyList<(string Agent, string Circuit, int Day)>? all = null;
            for (int i = 0; i < 30_000 && all is null; i++)
            {
                Add($"c{i % 10}", day += 1);
                all = file.BeginRewriting(book);
            }

            Assert.NotNull(all);
            Add("meanwhile", day += 1);
            Assert.Null(file.BeginRewriting(book));
            if (succeeds)
            {
                file.Rewrite(all);
            }

            file.EndRewriting(succeeds ? all.Count : null);
            Assert.Equal(succeeds, File.ReadLines(SeriesPath).Count() < 20);
            Assert.Contains($"{day} {AgentOf("a")} meanwhile", File.ReadLines(SeriesPath));
            Add("after", day += 1);
            Assert.Contains($"{day} {AgentOf("a")} after", File.ReadLines(SeriesPath));
            Assert.Equal(book.All.Order(), file.Read().GroupBy(line => (line.Agent, line.Circuit)).Select(one => (one.Key.Agent, one.Key.Circuit, one.Max(line => line.Day))).Order());
        }

        void Add(string circuit, int on)
        {
            file.Add(AgentOf("a"), circuit, on);
            Assert.Equal(SeriesVerdict.Noted, book.Admit(AgentOf("a"), circuit, on));
        }
    }

    [Fact]
    public void A_file_that_may_not_be_written_refuses_no_series()
    {
        // To open a folder as a file is what a missing right is, also for root.
        Directory.CreateDirectory(SeriesPath);
        using SeriesLimits limits = Open(1);
        Assert.Null(limits.Refuse(AgentOf("a"), Circuit(1)));
        Assert.NotNull(limits.Refuse(AgentOf("a"), Circuit(2)));
    }

    [Fact]
    public async Task Samples_of_a_circuit_too_many_are_refused_alone_on_streams_and_in_calls_also_after_a_restart()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(settings: new Dictionary<string, string?> { ["Ingestion:MaxSeriesPerAgent"] = "1" });
        SampleBatch batch = Batches.Declaring(1, Names.Circuit, Names.OtherCircuit).AddLatency(1, 0, 100).AddLatency(2, 0, 100).AddLatency(1, 0, 100).AddLoss(2, 0, 10, 1);
        Ack ack = await WriteAsync(server, batch, epoch: 1);
        Assert.All(ack.Refusals, refusal => Assert.Equal((RefusalReason.TooManySeries, false), (refusal.Reason, refusal.Retryable)));
        Assert.Equal([(Metric.Latency, 1u), (Metric.Loss, 0u)], ack.Refusals.Select(refusal => (refusal.Metric, Assert.Single(refusal.Rows))));
        Assert.Contains("this agent may write 1 (Ingestion:MaxSeriesPerAgent)", ack.Refusals[0].Detail, StringComparison.Ordinal);

        await server.StopAsync();
        await server.StartAsync();
        Assert.Equal(2, (await WriteAsync(server, Batches.Latencies(1, 2, Names.OtherCircuit), epoch: 2)).Refusals.Sum(refusal => refusal.Rows.Count));
        Assert.Empty((await WriteAsync(server, Batches.Latencies(1, 2, Names.Circuit), epoch: 3)).Refusals);
        using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf(), epoch: Names.EpochBytes(4));
        await stream.SendAsync(Batches.Declaring(1, Names.OtherCircuit, Names.Circuit).AddLatency(1, 0, 100).AddLatency(2, 0, 100));
        await stream.AckedAsync(1);
        Refusal refused = Assert.Single(stream.Refusals);
        Assert.Equal((RefusalReason.TooManySeries, 0u), (refused.Reason, Assert.Single(refused.Rows)));
        ListProducersResponse producers = await server.ClientOf().ListProducersAsync(new ListProducersRequest { Parent = Names.Agent });
        Assert.Equal((2 + 2 + 1, 2 + 2 + 1), (producers.Producers.Sum(p => (int)p.StoredSamples), producers.Producers.Sum(p => (int)p.RefusedSamples)));
    }

    [Fact]
    public async Task A_customers_limit_holds_for_all_of_its_agents_and_for_exports()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(settings: new Dictionary<string, string?> { ["Ingestion:MaxSeriesPerCustomer"] = "1" });
        Assert.Empty((await WriteAsync(server, Batches.Latencies(1), epoch: 1)).Refusals);
        MetricsService.MetricsServiceClient client = new(server.InvokerOf(AgentOf("other")));
        ExportMetricsServiceResponse response = await client.ExportAsync(Exports.Of(Exports.Gauge("telecom.latency", "ms", Exports.Number(1, 1), Exports.Number(1, 2))));
        Assert.Equal(2, response.PartialSuccess.RejectedDataPoints);
        Assert.Contains("too many series", response.PartialSuccess.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("Ingestion:MaxSeriesPerCustomer", response.PartialSuccess.ErrorMessage, StringComparison.Ordinal);
        MetricsService.MetricsServiceClient first = new(server.InvokerOf(Names.Agent));
        Assert.Null((await first.ExportAsync(Exports.Of(Exports.Gauge("telecom.latency", "ms", Exports.Number(1, 1))))).PartialSuccess);
    }

    private static async Task<Ack> WriteAsync(IngestionServer server, SampleBatch batch, byte epoch) => (await server.ClientOf().WriteSamplesAsync(
        new WriteSamplesRequest { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(epoch), Batch = batch })).Ack;

    private static string AgentOf(string id) => $"customers/acme/agents/{id}";

    private static string Circuit(int i) => $"customers/acme/circuits/c{i}";

    private SeriesLimits Open(int perAgent) => new(new IngestionOptions { MaxSeriesPerAgent = perAgent }, SeriesPath, _time, NullLogger.Instance);
}
