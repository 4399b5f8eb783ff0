using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Redis;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Redis;

/// <summary>A server that loses its last writes, as one with everysec or a fail-over to an asynchronous replica may.</summary>
public sealed class RedisLostStepsTests
{
    private static readonly CellKey Key = new("customers/acme/circuits/line-1", "customers/acme/agents/probe-1", 7);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private static readonly LogPosition Before = new(1, 28);
    private static readonly LogPosition After = new(3, 32);

    [RedisFact]
    public async Task What_a_replaced_owner_read_of_its_successors_step_is_not_counted_when_the_server_loses_the_step()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync("--appendonly", "no");
        TimeSpan shift = TimeSpan.Zero;
        RedisStoreOptions options = new() { Endpoints = { server.Endpoint }, Partitions = 8, Patience = TimeSpan.FromMinutes(1), ClockShift = () => shift };
        await using RedisMeasurementStore store = await RedisMeasurementStore.OpenAsync(options, NullLogger.Instance, CancellationToken.None);

        // A fold: reads the count, and writes it with what the step adds; in between, what the test wants.
        async Task<bool> AddAsync(PartitionLease lease, LogPosition from, LogPosition to, int add, Func<Task>? between = null)
        {
            if (await store.ReadCellsAsync(lease, from, [Key], CancellationToken.None) is not { } read)
            {
                return false;
            }

            int count = read.TryGetValue(Key, out ReadOnlyMemory<byte> cell) ? int.Parse(cell.Span, CultureInfo.InvariantCulture) : 0;
            await (between?.Invoke() ?? Task.CompletedTask);
            byte[] next = Encoding.UTF8.GetBytes((count + add).ToString(CultureInfo.InvariantCulture));
            return await store.ApplyAsync(lease, from, to, new FoldWrites([new CellWrite(Key, next)], [], []), CancellationToken.None);
        }

        async Task CrashAsync()
        {
            await server.KillAsync();
            await server.StartAsync();
        }

        PartitionLease first = (await store.AcquireLeaseAsync(3, Guid.NewGuid(), Lease, CancellationToken.None))!;
        Assert.True(await AddAsync(first, LogPosition.Start, Before, 16));
        server.Say("SAVE");
        shift += Lease;
        PartitionLease second = (await store.AcquireLeaseAsync(3, Guid.NewGuid(), Lease, CancellationToken.None))!;
        Assert.True(await AddAsync(second, Before, After, 3));

        Assert.False(await AddAsync(first, Before, After, 3, CrashAsync));
        await CrashAsync();

        Assert.False(await AddAsync(second, After, After, 0));
        Assert.True(await AddAsync(first, Before, After, 3));
        CellRow row = Assert.Single(await store.ReadCircuitAsync(Key.Circuit, 0, 60, CancellationToken.None));
        Assert.Equal("19", Encoding.UTF8.GetString(row.Cell.Span));
    }
}
