using Telecom.Sla.Domain.Measurement;
using Telecom.Storage;
using Telecom.Storage.Cells;
using Telecom.Storage.Copy;
using Telecom.Storage.Sqlite;
using Xunit.Abstractions;

namespace Telecom.Sla.Tests.Rebuild;

/// <summary>Cells computed anew from the log, against what the live code stored.</summary>
public sealed class CellRebuildTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_was_folded_live_is_what_the_log_has_byte_for_byte()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        using RebuildFolder folder = await RebuildFolder.MakeAsync(new Random(seed), trimFirstDay: false);
        RebuildReport report = await folder.RunAsync();
        Assert.True(report.Differences == 0, string.Join('\n', report.Listed));
        Assert.Equal(1200, report.Records);
        Assert.True(report.Cells > 1000, $"{report.Cells} cells");
        Assert.True(report.Rollups > 50, $"{report.Rollups} roll-ups");
        Assert.Empty(report.Horizons);
    }

    [Fact]
    public async Task Of_a_trimmed_log_what_it_still_covers_is_compared()
    {
        using RebuildFolder folder = await RebuildFolder.MakeAsync(new Random(5), trimFirstDay: true);
        RebuildReport report = await folder.RunAsync();
        Assert.True(report.Differences == 0, string.Join('\n', report.Listed));
        Assert.NotEmpty(report.Horizons);
        Assert.True(report.Cells > 20, $"{report.Cells} cells");

        // A change there is found, one before is beyond what can be known.
        long horizon = report.Horizons.Values.OfType<long>().Max();
        Assert.NotEqual(0, folder.Change($"UPDATE cell SET data = x'00' WHERE id = (SELECT max(id) FROM cell WHERE id >> 37 < {horizon - 1440}) RETURNING 1"));
        Assert.Equal(0, (await folder.RunAsync()).Differences);
        Assert.NotEqual(0, folder.Change($"UPDATE cell SET data = x'00' WHERE id = (SELECT max(id) FROM cell WHERE id >> 37 >= {horizon}) RETURNING 1"));
        Assert.Equal("minute cell differs", Assert.Single((await folder.RunAsync()).Listed).What);
    }

    [Theory]
    [InlineData("UPDATE cell SET data = x'00' WHERE id = (SELECT min(id) FROM cell) RETURNING 1", "minute cell differs")]
    [InlineData("DELETE FROM cell WHERE id = (SELECT max(id) FROM cell) RETURNING 1", "minute cell is missing")]
    [InlineData("UPDATE hour SET data = x'00' WHERE id = (SELECT min(id) FROM hour) RETURNING 1", "hour differs")]
    [InlineData("DELETE FROM day WHERE id = (SELECT min(id) FROM day) RETURNING 1", "day is missing")]
    [InlineData("UPDATE progress SET samples = samples + 1 WHERE sequence = (SELECT max(sequence) FROM progress) RETURNING 1", "lane is folded up to")]
    public async Task A_planted_difference_is_found_and_repaired(string change, string told)
    {
        using RebuildFolder folder = await RebuildFolder.MakeAsync(new Random(6), trimFirstDay: false);
        Assert.NotEqual(0, folder.Change(change));
        RebuildDifference found = Assert.Single((await folder.RunAsync()).Listed);
        Assert.StartsWith(told, found.What, StringComparison.Ordinal);
        Assert.False(found.Repaired);

        RebuildReport repaired = await folder.RunAsync(repair: true);
        Assert.Equal((1, 1), (repaired.Differences, repaired.Repaired));
        RebuildReport after = await folder.RunAsync();
        Assert.True(after.Differences == 0, string.Join('\n', after.Listed));
    }

    [Fact]
    public async Task A_cell_that_no_record_has_is_emptied()
    {
        using RebuildFolder folder = await RebuildFolder.MakeAsync(new Random(7), trimFirstDay: false);
        await PlantAsync(folder);
        RebuildDifference found = Assert.Single((await folder.RunAsync(repair: true)).Listed);
        Assert.Equal("minute cell is of no record in the log", found.What);
        Assert.Equal(0, (await folder.RunAsync()).Differences);
        await using SqliteMeasurementStore cells = await folder.OpenCellsAsync();
        CellRow row = Assert.Single(await cells.ReadCircuitAsync("customers/acme/circuits/ghost", 0, 1 << 27, CancellationToken.None));
        Assert.Equal(0, MinuteCellCodec.Decode(row.Cell.Span).SampleCount);
    }

    [Fact]
    public async Task A_service_that_runs_keeps_it_out()
    {
        using RebuildFolder folder = await RebuildFolder.MakeAsync(new Random(8), trimFirstDay: false);
        await using (SqliteMeasurementStore running = await folder.OpenCellsAsync())
        {
            await Assert.ThrowsAsync<StoreFileException>(() => folder.RunAsync());
            Assert.NotNull(await running.AcquireLeaseAsync(2, Guid.NewGuid(), TimeSpan.FromSeconds(10), CancellationToken.None));
        }

        StoreCopyException held = await Assert.ThrowsAsync<StoreCopyException>(() => folder.RunAsync());
        Assert.Contains("partition 2 is being folded", held.Message, StringComparison.Ordinal);
    }

    private static async Task PlantAsync(RebuildFolder folder)
    {
        await using SqliteMeasurementStore cells = await folder.OpenCellsAsync();
        PartitionLease lease = (await cells.AcquireLeaseAsync(1, Guid.NewGuid(), TimeSpan.FromSeconds(10), CancellationToken.None))!;
        MinuteCell cell = new(29_500_000);
        cell.AddLoss(cell.Start, 10, 1);
        CellWrite ghost = new(new CellKey("customers/acme/circuits/ghost", "customers/acme/agents/probe-0", 29_500_000), MinuteCellCodec.Encode(cell));
        Assert.True(await cells.ApplyAsync(lease, lease.Position, lease.Position, new FoldWrites([ghost], [], []), CancellationToken.None));
        await cells.ReleaseLeaseAsync(lease, CancellationToken.None);
    }
}
