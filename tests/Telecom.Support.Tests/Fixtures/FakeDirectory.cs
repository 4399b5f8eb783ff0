using Grpc.Core;
using Telecom.Catalog.V1;

namespace Telecom.Support.Tests.Fixtures;

/// <summary>Hands out one snapshot, and then waits like the real one.</summary>
internal sealed class FakeDirectory : DirectoryService.DirectoryServiceBase
{
    private readonly CatalogSnapshot _snapshot = Catalogue.Snapshot();

    public override async Task<GetSnapshotResponse> GetSnapshot(GetSnapshotRequest request, ServerCallContext context)
    {
        if (request.KnownRevision >= _snapshot.Revision)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(request.WaitMs), TimeProvider.System, context.CancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new GetSnapshotResponse();
        }

        return new GetSnapshotResponse { Snapshot = _snapshot };
    }
}
