using Telecom.Storage.Cells;

namespace Telecom.Sla.Tests.Fakes;

/// <summary>A store in memory whose reads of circuits are slow or fail as the test says.</summary>
internal sealed class HookedStore(TimeProvider time, Func<string, Task<Exception?>> beforeRead) : ForwardingStore(new MemoryStore(time))
{
    public override async ValueTask<IReadOnlyList<CellRow>> ReadCircuitAsync(
        string circuit, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        await beforeRead(circuit) is { } failure ? throw failure : await base.ReadCircuitAsync(circuit, fromMinute, toMinute, cancellationToken);

    public override async ValueTask<IReadOnlyList<RollupRow>> ReadRollupsAsync(
        string circuit, RollupLevel level, long fromMinute, long toMinute, CancellationToken cancellationToken) =>
        await beforeRead(circuit) is { } failure ? throw failure : await base.ReadRollupsAsync(circuit, level, fromMinute, toMinute, cancellationToken);
}
