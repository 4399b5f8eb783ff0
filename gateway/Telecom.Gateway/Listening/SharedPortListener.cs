using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Telecom.Gateway.Listening;

/// <summary>The connections of one protocol on a shared port.</summary>
/// <param name="splitter">Owner of the port.</param>
/// <param name="protocol">The protocol.</param>
internal sealed class SharedPortListener(PortSplitter splitter, ClearTextProtocol protocol) : IConnectionListener
{
    /// <inheritdoc/>
    public EndPoint EndPoint => splitter.EndPoint;

    /// <inheritdoc/>
    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        splitter.AcceptAsync(protocol, cancellationToken);

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => splitter.UnbindAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => splitter.DisposeAsync();
}
