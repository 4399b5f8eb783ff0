using Grpc.Core;
using Telecom.Catalog.Keys;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Rpc;

/// <summary>What the other services need of the catalogue.</summary>
internal sealed class DirectoryService(CatalogLedger ledger, ApiKeyVerifier keys, IDrain drain) : V1.DirectoryService.DirectoryServiceBase
{
    private const uint MaxWaitMs = 30_000;

    /// <inheritdoc/>
    public override async Task<GetSnapshotResponse> GetSnapshot(GetSnapshotRequest request, ServerCallContext context)
    {
        if (request.WaitMs > MaxWaitMs)
        {
            throw RpcFailure.Invalid("wait_ms", $"{request.WaitMs} is not 0 to {MaxWaitMs}", "OUT_OF_RANGE");
        }

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        await ledger.WaitForChangeAsync(request.KnownRevision, TimeSpan.FromMilliseconds(request.WaitMs), end.Token);
        CatalogView view = ledger.Current;
        // Any other revision is news: a caller that knows a higher one follows a catalogue that was restored from an older state.
        return view.Revision == request.KnownRevision ? new GetSnapshotResponse() : new GetSnapshotResponse { Snapshot = Snapshots.Of(view) };
    }

    /// <inheritdoc/>
    public override Task<VerifyApiKeyResponse> VerifyApiKey(VerifyApiKeyRequest request, ServerCallContext context) =>
        keys.Verify(request.KeyId, request.SecretSha256.Span) is { } key
            ? Task.FromResult(new VerifyApiKeyResponse { ApiKey = key })
            : throw RpcFailure.Unauthenticated("The key is not valid.");
}
