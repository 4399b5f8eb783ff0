using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Folding;

public sealed class RetentionWorkerTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch.AddMicroseconds(RandomBatches.Start + 1));
    private readonly IngestionStub _ingestion = new();
    private readonly LogCapture _logs = new();
    private readonly FoldHealth _health;
    private readonly MemoryStore _store;

    public RetentionWorkerTests()
    {
        _health = new FoldHealth(_time);
        _store = new MemoryStore(_time);
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task What_is_durable_is_reported_by_partition()
    {
        await MoveAsync(3, new LogPosition(7, 40));
        await MoveAsync(5, new LogPosition(8, 2));
        await Worker().ReportAsync(_store, default);

        ReportConsumedRequest request = Assert.Single(_ingestion.Requests);
        Assert.Equal([(3u, 7L, 40L), (5u, 8L, 2L)], request.Positions.Select(one => (one.Partition, one.Major, one.Minor)).Order());
    }

    [Fact]
    public async Task Nothing_folded_is_nothing_to_report()
    {
        await _store.AcquireLeaseAsync(1, Guid.NewGuid(), TimeSpan.FromMinutes(1), default);
        await Worker().ReportAsync(_store, default);
        Assert.Empty(_ingestion.Requests);
    }

    [Fact]
    public async Task A_report_that_fails_is_told_once_and_tried_again()
    {
        await MoveAsync(3, new LogPosition(7, 40));
        RetentionWorker worker = Worker();
        _ingestion.Failure = new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "away"));
        await worker.ReportAsync(_store, default);
        await worker.ReportAsync(_store, default);
        Assert.Single(_logs.Entries, entry => entry.Id.Id == 3041);

        _ingestion.Failure = null;
        await worker.ReportAsync(_store, default);
        Assert.Equal(3, _ingestion.Requests.Count);
    }

    [Fact]
    public async Task Cells_are_removed_by_whole_days_once_an_interval_and_not_while_folding_is_behind()
    {
        RetentionWorker worker = Worker();
        await worker.TrimAsync(_store, default);
        Assert.Empty(_store.Trimmed);

        PartitionState state = new() { CountedUpToUs = UtcInstant.From(_time.GetUtcNow()).Microseconds - UtcInstant.PerDay, Behind = true, Known = true };
        _health.Begin([state]);
        await worker.TrimAsync(_store, default);
        Assert.Empty(_store.Trimmed);

        (state.CountedUpToUs, state.Known) = (UtcInstant.From(_time.GetUtcNow()).Microseconds, false);
        await worker.TrimAsync(_store, default);
        Assert.Empty(_store.Trimmed);

        state.Behind = false;
        await worker.TrimAsync(_store, default);
        await worker.TrimAsync(_store, default);
        long today = RandomBatches.Start / UtcInstant.PerMinute;
        Assert.Equal(new CellRetention(today - (36 * 1440), today - (396 * 1440), today - (396 * 1440)), Assert.Single(_store.Trimmed));

        _time.Advance(TimeSpan.FromHours(1));
        await worker.TrimAsync(_store, default);
        Assert.Equal(2, _store.Trimmed.Count);
    }

    private async Task MoveAsync(int partition, LogPosition position)
    {
        PartitionLease lease = (await _store.AcquireLeaseAsync(partition, Guid.NewGuid(), TimeSpan.FromMinutes(1), default))!;
        Assert.True(await _store.ApplyAsync(lease, LogPosition.Start, position, new FoldWrites([], [], []), default));
    }

    private RetentionWorker Worker() => new(
        null!,
        _ingestion,
        Options.Create(new RetentionOptions()),
        Options.Create(new FoldOptions()),
        _health,
        _time,
        new SlaMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), _health, _time),
        new Microsoft.Extensions.Logging.Logger<RetentionWorker>(Microsoft.Extensions.Logging.LoggerFactory.Create(builder => builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(_logs))));

    private sealed class IngestionStub : IngestionService.IngestionServiceClient
    {
        public List<ReportConsumedRequest> Requests { get; } = [];

        public RpcException? Failure { get; set; }

        public override AsyncUnaryCall<ReportConsumedResponse> ReportConsumedAsync(
            ReportConsumedRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default)
        {
            Requests.Add(request);
            Task<ReportConsumedResponse> response = Failure is { } failure
                ? Task.FromException<ReportConsumedResponse>(failure)
                : Task.FromResult(new ReportConsumedResponse { NextReportMs = 2000 });
            return new AsyncUnaryCall<ReportConsumedResponse>(response, Task.FromResult(new Metadata()), () => Grpc.Core.Status.DefaultSuccess, () => [], () => { });
        }
    }
}
