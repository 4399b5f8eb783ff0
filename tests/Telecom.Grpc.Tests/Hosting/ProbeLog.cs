using System.Collections.Concurrent;
using Grpc.Core;

namespace Telecom.Grpc.Tests.Hosting;

/// <summary>What the server saw, for the tests to look at.</summary>
internal sealed class ProbeLog
{
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<SeenCall> _calls = [];
    private int _seen;

    public IReadOnlyList<SeenCall> Calls => [.. _calls];

    public ConcurrentQueue<string> Notes { get; } = [];

    /// <summary>Completes when a handler saw its call cancelled; fails when that takes unreasonably long.</summary>
    public Task Cancelled => _cancelled.Task.WaitAsync(Bounds.Patience);

    /// <summary>Notes a call and says which one it is, counting from 1.</summary>
    public int Saw(ServerCallContext context)
    {
        _calls.Enqueue(new SeenCall(
            context.Method,
            context.Host,
            context.Peer,
            context.Deadline,
            context.RequestHeaders,
            context.GetHttpContext().Request.Headers["grpc-encoding"].ToString(),
            context.AuthContext,
            [.. context.UserState.Keys]));
        return Interlocked.Increment(ref _seen);
    }

    public void SawCancellation() => _cancelled.TrySetResult();
}
