using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>
/// Ties a child call to the call that is being served; made by <see cref="ServerCallContext.CreatePropagationToken"/>.
/// Only the transport that made a token understands it: Grpc.AspNetCore.Server makes none, and propagates through its
/// client factory instead.
/// </summary>
[SuppressMessage("Design", "CA1012", Justification = "Only transports derive; the published contract keeps others out.")]
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
