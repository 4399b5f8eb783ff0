using Grpc.Core;
using Telecom.Catalog.Keys;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Rpc;

/// <summary>What the other services need of the catalogue.</summary>
internal sealed class DirectoryService(CatalogLedger ledger, ApiKeyVerifier keys, AgentVerifier agents, IDrain drain) : V1.DirectoryService.DirectoryServiceBase
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
            : throw Refused("key", "The key is not valid.");

    /// <inheritdoc/>
    public override Task<VerifyAgentResponse> VerifyAgent(VerifyAgentRequest request, ServerCallContext context) =>
        agents.Verify(request.Agent) is { } agent
            ? Task.FromResult(new VerifyAgentResponse { Agent = agent })
            : throw Refused("agent", "The agent is not known here, or disabled.");

    /// <summary>Says that what was asked about is refused, and not who asks: else a gateway with a wrong clock would take every agent for revoked.</summary>
    private static RpcFailure Refused(string credential, string message) => new(
        StatusCode.Unauthenticated, ErrorReason.Unauthenticated, message, metadata: new Dictionary<string, string> { ["credential"] = credential });
}
