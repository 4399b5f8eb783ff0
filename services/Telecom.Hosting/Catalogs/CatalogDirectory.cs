using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telecom.Catalog.V1;

namespace Telecom.Hosting;

/// <summary>
/// Follows the catalogue by long polls. A revision lower than the one known is taken too: the catalogue was restored from an older
/// state, and it is the one that decides.
/// </summary>
internal sealed partial class CatalogDirectory(
    DirectoryService.DirectoryServiceClient client, CatalogSnapshotFile file, ILogger<CatalogDirectory> logger, TimeProvider clock)
    : BackgroundService, ICatalogDirectory, IReadiness
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile CatalogSnapshot? _current;

    /// <inheritdoc/>
    public CatalogSnapshot? Current => _current;

    /// <inheritdoc/>
    public string Condition => "a catalogue snapshot is known";

    /// <inheritdoc/>
    public bool Holds => _current is not null;

    /// <inheritdoc/>
    public Task WaitReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (file.TryRead() is { } known)
        {
            Log.FromDisk(logger, known.Revision);
            Take(known);
        }

        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        int failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await PollAsync(stoppingToken) is { } snapshot)
                {
                    Take(snapshot);
                    file.Write(snapshot);
                    Log.Followed(logger, snapshot.Revision, snapshot.Circuits.Count);
                }

                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (RpcException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (RpcException exception)
            {
                failures++;
                Log.Away(logger, exception.StatusCode, exception.Status.Detail, failures);
                await Task.Delay(Backoff(failures), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<CatalogSnapshot?> PollAsync(CancellationToken cancellationToken)
    {
        GetSnapshotRequest request = new() { KnownRevision = _current?.Revision ?? 0, WaitMs = (uint)Wait.TotalMilliseconds };
        DateTime deadline = clock.GetUtcNow().UtcDateTime + Deadline;
        GetSnapshotResponse response = await client.GetSnapshotAsync(request, deadline: deadline, cancellationToken: cancellationToken);
        return response.Snapshot;
    }

    private void Take(CatalogSnapshot snapshot)
    {
        _current = snapshot;
        _ready.TrySetResult();
    }

    /// <summary>Full jitter, so that followers of one catalogue do not come back together.</summary>
    private static TimeSpan Backoff(int failures)
    {
        double ceiling = Math.Min(LongestBackoff.TotalMilliseconds, 250 * Math.Pow(2, Math.Min(failures, 10)));
        return TimeSpan.FromMilliseconds(50 + (Random.Shared.NextDouble() * ceiling));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 133, Level = LogLevel.Information, Message = "Catalogue revision {Revision} from disk")]
        public static partial void FromDisk(ILogger logger, ulong revision);

        [LoggerMessage(EventId = 134, Level = LogLevel.Debug, Message = "Catalogue revision {Revision} with {Circuits} circuits")]
        public static partial void Followed(ILogger logger, ulong revision, int circuits);

        [LoggerMessage(EventId = 135, Level = LogLevel.Warning, Message = "The catalogue does not answer ({Code}: {Detail}), attempt {Attempt}")]
        public static partial void Away(ILogger logger, StatusCode code, string detail, int attempt);
    }
}
