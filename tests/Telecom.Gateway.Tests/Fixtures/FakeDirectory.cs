using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>The catalogue's key check, with keys that a test gives it.</summary>
internal sealed class FakeDirectory : DirectoryService.DirectoryServiceBase
{
    private readonly ConcurrentDictionary<ByteString, ApiKey> _keys = new();
    private int _questions;

    /// <summary>What every question about a key is answered with; null for the key.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Agents that are known and enabled, by name.</summary>
    public ConcurrentDictionary<string, bool> Agents { get; } = new();

    public int Questions => Volatile.Read(ref _questions);

    /// <summary>When set, every question waits for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public string Add(string keyId, string name, string subject, Role role, Action<ApiKey>? change = null)
    {
        string secret = TestKeys.NewSecret(keyId);
        var key = new ApiKey { Name = name, Subject = subject, Roles = { role } };
        change?.Invoke(key);
        _keys[ByteString.CopyFrom(TestKeys.HashOf(secret))] = key;
        return secret;
    }

    public void Remove(string secret) => _keys.TryRemove(ByteString.CopyFrom(TestKeys.HashOf(secret)), out _);

    public override async Task<VerifyApiKeyResponse> VerifyApiKey(VerifyApiKeyRequest request, ServerCallContext context)
    {
        _ = Interlocked.Increment(ref _questions);
        if (Gate is { } gate)
        {
            await gate.Task.WaitAsync(context.CancellationToken);
        }

        if (Failure is { } failure)
        {
            throw failure;
        }

        return _keys.TryGetValue(request.SecretSha256, out ApiKey? key)
            ? new VerifyApiKeyResponse { ApiKey = key }
            : throw Refused("key");
    }

    public override Task<VerifyAgentResponse> VerifyAgent(VerifyAgentRequest request, ServerCallContext context)
    {
        _ = Interlocked.Increment(ref _questions);
        return Agents.ContainsKey(request.Agent)
            ? Task.FromResult(new VerifyAgentResponse { Agent = new Agent { Name = request.Agent } })
            : throw Refused("agent");
    }

    private static RpcFailure Refused(string credential) => new(
        StatusCode.Unauthenticated,
        ErrorReason.Unauthenticated,
        "Not valid.",
        metadata: new Dictionary<string, string> { ["credential"] = credential });

    public override Task<GetSnapshotResponse> GetSnapshot(GetSnapshotRequest request, ServerCallContext context) =>
        Task.FromResult(new GetSnapshotResponse { Snapshot = new CatalogSnapshot { Revision = 1 } });
}
