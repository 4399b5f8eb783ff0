using System.Globalization;
using System.Text;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Tests.Support;
using Xunit.Abstractions;

namespace Telecom.Storage.Tests.Contracts;

/// <summary>What every engine's measurement store must do. An engine is tested by one derived class.</summary>
public abstract partial class MeasurementStoreContract(ITestOutputHelper output) : IAsyncLifetime
{
    protected const string Circuit = "customers/acme/circuits/line-1";
    protected const string Agent = "customers/acme/agents/probe-1";
    protected static readonly Guid Alice = new("aaaaaaaa-0000-4000-8000-000000000001");
    protected static readonly Guid Bob = new("bbbbbbbb-0000-4000-8000-000000000002");
    protected static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);
    private IMeasurementStoreEngine? _engine;
    private IMeasurementStore? _store;

    protected IMeasurementStoreEngine Engine => _engine!;

    protected IMeasurementStore Store => _store!;

    public async Task InitializeAsync()
    {
        _engine = await CreateEngineAsync();
        _store = await _engine.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Engine.DisposeAsync();
    }

    protected abstract Task<IMeasurementStoreEngine> CreateEngineAsync();

    protected async Task<PartitionLease> LeaseAsync(int partition, Guid owner) =>
        await Store.AcquireLeaseAsync(partition, owner, Ten, CancellationToken.None) ?? throw new InvalidOperationException("The lease is another's.");

    protected Task<bool> ApplyAsync(PartitionLease lease, LogPosition expected, LogPosition next, FoldWrites writes) =>
        Store.ApplyAsync(lease, expected, next, writes, CancellationToken.None).AsTask();

    protected async Task<List<(string Agent, long Minute, string Cell)>> CircuitAsync(string circuit, long from = 0, long to = 1_000_000) =>
        [.. (await Store.ReadCircuitAsync(circuit, from, to, CancellationToken.None)).Select(row => (row.Agent, row.Minute, Text(row.Cell)))];

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        _store = await Engine.OpenAsync();
    }

    protected static LogPosition At(long minor) => new(20_000, minor);

    protected static CellWrite Cell(long minute, string text, string circuit = Circuit, string agent = Agent) =>
        new(new CellKey(circuit, agent, minute), Encoding.UTF8.GetBytes(text));

    protected static FoldWrites Cells(params CellWrite[] cells) => new(cells, [], []);

    protected static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    [ContractFact]
    public async Task Two_owners_that_fold_one_partition_in_turns_fold_every_record_once()
    {
        output.WriteLine($"seed {Proofs.Seed}");
        const int Records = 200;
        Random random = new(Proofs.Seed);
        Lock gate = new();

        // A record's cell counts how often it was folded. Owners read, are paused at will, lose their lease, and write anyway.
        async Task FoldAsync(Guid owner)
        {
            PartitionLease? lease = null;
            LogPosition at = default;
            for (int step = 0; step < 100_000 && at.Minor < Records; step++)
            {
                int chance;
                lock (gate)
                {
                    chance = random.Next(10);
                    if (chance == 0)
                    {
                        Engine.Time.Advance(Ten);
                    }
                }

                if (lease is null || chance == 1)
                {
                    lease = await Store.AcquireLeaseAsync(3, owner, Ten, CancellationToken.None);
                    at = lease?.Position ?? default;
                    continue;
                }

                LogPosition next = At(at.Minor + 1);
                CellKey key = new(Circuit, Agent, next.Minor);
                if (await Store.ReadCellsAsync(lease, at, [key], CancellationToken.None) is not { } cells)
                {
                    lease = null;
                    continue;
                }

                int count = cells.TryGetValue(key, out ReadOnlyMemory<byte> cell) ? int.Parse(Text(cell), CultureInfo.InvariantCulture) : 0;
                FoldWrites writes = new(
                    [Cell(next.Minor, (count + 1).ToString(CultureInfo.InvariantCulture))], [], [new TooLateCount(new CellKey(Circuit, Agent, 0), 1)]);
                if (await ApplyAsync(lease, at, next, writes))
                {
                    at = next;
                }
                else
                {
                    lease = null;
                }
            }
        }

        await Task.WhenAll(Task.Run(() => FoldAsync(Alice)), Task.Run(() => FoldAsync(Bob)));

        Assert.Equal(Enumerable.Range(1, Records).Select(minute => (Agent, (long)minute, "1")), await CircuitAsync(Circuit));
        Assert.Equal((ulong)Records, await Store.CountTooLateAsync(Circuit, 0, 1, CancellationToken.None));
    }
}
