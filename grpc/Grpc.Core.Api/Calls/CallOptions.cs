using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>What one call of a client is made with. Immutable: each With method gives a changed copy. <c>default</c> is no options.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "The published contract compares the parts, not the whole.")]
public readonly struct CallOptions
{
    /// <summary>Creates the options.</summary>
    /// <param name="headers">Request headers, or null for none.</param>
    /// <param name="deadline">The UTC instant by which the call must be over, or null for no limit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="writeOptions">How requests are written, or null for the default.</param>
    /// <param name="propagationToken">Ties the call to one that is being served, or null.</param>
    /// <param name="credentials">Adds authentication headers to the call, or null.</param>
    [SuppressMessage("Design", "CA1068", Justification = "The published contract fixes the order.")]
    public CallOptions(
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null,
        ContextPropagationToken? propagationToken = null,
        CallCredentials? credentials = null)
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        WriteOptions = writeOptions;
        PropagationToken = propagationToken;
        Credentials = credentials;
    }

    /// <summary>Request headers, or null for none.</summary>
    public Metadata? Headers { get; private init; }

    /// <summary>The UTC instant by which the call must be over, or null for no limit.</summary>
    public DateTime? Deadline { get; private init; }

    /// <summary>Cancels the call; the server is told, and the call ends as <see cref="StatusCode.Cancelled"/>.</summary>
    public CancellationToken CancellationToken { get; private init; }

    /// <summary>How requests are written, or null for the default.</summary>
    public WriteOptions? WriteOptions { get; private init; }

    /// <summary>Ties the call to one that is being served, or null.</summary>
    public ContextPropagationToken? PropagationToken { get; private init; }

    /// <summary>Adds authentication headers to the call, or null.</summary>
    public CallCredentials? Credentials { get; private init; }

    /// <summary>Whether the call waits for a connection instead of failing while there is none.</summary>
    public bool IsWaitForReady { get; private init; }

    /// <summary>A copy with other headers.</summary>
    /// <param name="headers">The request headers.</param>
    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>A copy with another deadline.</summary>
    /// <param name="deadline">The UTC instant by which the call must be over.</param>
    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>A copy with another cancellation token.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    /// <summary>A copy with other write options.</summary>
    /// <param name="writeOptions">How requests are written.</param>
    public CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    /// <summary>A copy with another propagation token.</summary>
    /// <param name="propagationToken">Ties the call to one that is being served.</param>
    public CallOptions WithPropagationToken(ContextPropagationToken propagationToken) => this with { PropagationToken = propagationToken };

    /// <summary>A copy with other credentials.</summary>
    /// <param name="credentials">Adds authentication headers to the call.</param>
    public CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    /// <summary>A copy that waits, or does not wait, for a connection.</summary>
    /// <param name="waitForReady">Whether to wait.</param>
    public CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
