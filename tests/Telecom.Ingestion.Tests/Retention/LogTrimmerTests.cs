using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Retention;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Tests.Retention;

public sealed class LogTrimmerTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly FakeSampleLog _log = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();

    [Fact]
    public async Task A_report_trims_up_to_the_furthest_positions_that_were_ever_reported()
    {
        using LogTrimmer trimmer = await NewAsync(new IngestionOptions());
        _log.TrimResult = new LogTrimResult(7, 800, 1);

        ReportConsumedResponse response = await trimmer.ReportAsync(Report((3, 5, 9), (4, 1, 1)), CancellationToken.None);
        Assert.Equal((7, 800, 10_000u), (response.TrimmedRecords, response.TrimmedBytes, response.NextReportMs));
        ReportConsumedResponse nothingNew = await trimmer.ReportAsync(Report((3, 5, 8), (4, 1, 1)), CancellationToken.None);
        Assert.Equal(0, nothingNew.TrimmedRecords);
        await trimmer.ReportAsync(Report((4, 2, 0)), CancellationToken.None);

        Assert.Equal(2, _log.Trims.Count);
        Assert.Equal([(3, new LogPosition(5, 9)), (4, new LogPosition(2, 0))], _log.Trims[1].Consumed.Select(c => (c.Key, c.Value)).Order());
        Assert.Equal(Us(ManualTime.Start - TimeSpan.FromDays(3)), _log.Trims[0].AppendedBeforeUs);
        Assert.Equal(Us(ManualTime.Start - TimeSpan.FromDays(90)), _log.Trims[0].LanesIdleSinceUs);
    }

    [Fact]
    public async Task Zero_retention_keeps_nothing_that_was_folded_and_forgets_no_lane()
    {
        using LogTrimmer trimmer = await NewAsync(new IngestionOptions { LogRetention = TimeSpan.Zero, LaneRetention = TimeSpan.Zero });
        await trimmer.ReportAsync(Report((0, 1, 1)), CancellationToken.None);
        Assert.Equal((Us(ManualTime.Start), long.MinValue), (_log.Trims[0].AppendedBeforeUs, _log.Trims[0].LanesIdleSinceUs));
    }

    [Fact]
    public async Task The_clock_trims_too_and_without_a_report_nothing_counts_as_folded()
    {
        using LogTrimmer trimmer = await NewAsync(new IngestionOptions());
        await trimmer.StartAsync(CancellationToken.None);
        await Bound.UntilAsync(() => _time.ArmedTimers == 1, "the timer");
        _time.Advance(TimeSpan.FromMinutes(1));
        await Bound.UntilAsync(() => _log.Trims.Count == 1, "the trim");
        Assert.Empty(_log.Trims[0].Consumed);
        await trimmer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_report_with_wrong_fields_is_refused_with_all_of_them()
    {
        using LogTrimmer trimmer = await NewAsync(new IngestionOptions());
        RpcFailure failure = await Assert.ThrowsAsync<RpcFailure>(
            () => trimmer.ReportAsync(Report((64, 0, 0), (1, -1, 0), (2, 0, 0), (2, 0, 0)), CancellationToken.None));
        Assert.Equal(["positions[0].partition", "positions[1]", "positions[3].partition"], failure.Violations.Select(v => v.Field));
        Assert.Empty(_log.Trims);
    }

    public ValueTask DisposeAsync() => _meters.DisposeAsync();

    private static long Us(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / 10;

    private static ReportConsumedRequest Report(params (uint Partition, long Major, long Minor)[] positions)
    {
        ReportConsumedRequest request = new();
        request.Positions.AddRange(positions.Select(p => new ConsumedPosition { Partition = p.Partition, Major = p.Major, Minor = p.Minor }));
        return request;
    }

    private async Task<LogTrimmer> NewAsync(IngestionOptions options)
    {
        SampleLogHolder holder = new(_ => Task.FromResult<ISampleLog>(_log));
        await holder.StartAsync(CancellationToken.None);
        IOptions<IngestionOptions> wrapped = Options.Create(options);
        IngestionMetrics metrics = new(_meters.GetRequiredService<IMeterFactory>(), new InFlightGate(wrapped));
        return new LogTrimmer(holder, metrics, _time, wrapped, NullLogger<LogTrimmer>.Instance);
    }
}
