using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>The refusal of a server that is going away.</summary>
public static class DrainFailure
{
    /// <summary>UNAVAILABLE with reason DRAINING; another instance, or this one after its restart, serves the same call.</summary>
    public static RpcFailure Create() =>
        RpcFailure.Unavailable(ErrorReason.Draining, "The server is going away; reconnect.", TimeSpan.FromMilliseconds(500));
}
