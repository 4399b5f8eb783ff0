using System.Net;

namespace Telecom.Gateway.Listening;

/// <summary>One protocol's share of a <see cref="SharedPort"/>.</summary>
/// <param name="port">The port.</param>
/// <param name="protocol">The protocol.</param>
internal sealed class SharedPortEndPoint(SharedPort port, ClearTextProtocol protocol) : EndPoint
{
    /// <summary>The port that is shared.</summary>
    public SharedPort Port { get; } = port;

    /// <summary>The protocol whose connections this endpoint gets.</summary>
    public ClearTextProtocol Protocol { get; } = protocol;

    /// <inheritdoc/>
    public override string ToString() => Port.Address.ToString();
}
