using Telecom.Storage.Cells;

namespace Telecom.Storage.Copy;

/// <summary>
/// Holds the leases of all partitions of a store for as long as a copy runs, so that nobody folds meanwhile; a service that runs holds them
/// itself, and then the copy does not begin.
/// </summary>
internal sealed class CopyLeases : IAsyncDisposable
{
    private readonly IMeasurementStore _cells;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _time;
    private readonly Guid _owner;
    private readonly PartitionLease[] _leases;
    private readonly CancellationTokenSource _stop = new();
    private Task _renewing = Task.CompletedTask;

    private CopyLeases(IMeasurementStore cells, Guid owner, int partitions, TimeSpan duration, TimeProvider time)
    {
        _owner = owner;
        _cells = cells;
        _duration = duration;
        _time = time;
        _leases = new PartitionLease[partitions];
    }

    /// <summary>Cancelled when a lease was lost.</summary>
    public CancellationTokenSource Lost { get; } = new();

    /// <summary>The lease of a partition, with the position as of when it was taken.</summary>
    public PartitionLease this[int partition] => _leases[partition];

    /// <summary>Takes all of them, or takes them up again from a run of the same copy that died.</summary>
    /// <exception cref="StoreCopyException">A service holds one.</exception>
    public static async Task<CopyLeases> TakeAsync(
        ICopyEnd end, Guid copy, int partitions, TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        CopyLeases leases = new(end.Cells, copy, partitions, duration, time);
        try
        {
            for (int partition = 0; partition < partitions; partition++)
            {
                leases._leases[partition] = await end.Cells.AcquireLeaseAsync(partition, leases._owner, duration, cancellationToken)
                    ?? throw new StoreCopyException(
                        $"{end.Name}: partition {partition} is being folded by a service. Stop the services; if one was killed, wait until its lease has ended (10 s by default).");
            }

            leases._renewing = leases.RenewAsync();
            return leases;
        }
        catch
        {
            await leases.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives them back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        foreach (PartitionLease lease in _leases.Where(static lease => lease is not null))
        {
            try
            {
                await _cells.ReleaseLeaseAsync(lease, CancellationToken.None);
            }
            catch (StoreUnavailableException)
            {
                // It ends by itself.
            }
        }

        _stop.Dispose();
        Lost.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(_duration / 3, _time, _stop.Token);
                for (int partition = 0; partition < _leases.Length; partition++)
                {
                    PartitionLease? lease = await _cells.AcquireLeaseAsync(partition, _owner, _duration, _stop.Token);
                    if (lease?.Fence != _leases[partition].Fence)
                    {
                        await Lost.CancelAsync();
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The copy ended.
        }
        catch (StoreUnavailableException)
        {
            await Lost.CancelAsync();
        }
    }
}
