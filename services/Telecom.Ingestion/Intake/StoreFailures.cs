using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Storage;

namespace Telecom.Ingestion.Intake;

/// <summary>The store's failures for callers.</summary>
internal static class StoreFailures
{
    /// <summary>UNAVAILABLE with reason STORE_UNAVAILABLE. The engine's own words stay in the log.</summary>
    public static RpcFailure ToRpcFailure(this StoreUnavailableException failure) => RpcFailure.Unavailable(
        ErrorReason.StoreUnavailable, "The store cannot take samples now; what was not acknowledged was not stored.", failure.RetryAfter, failure);
}
