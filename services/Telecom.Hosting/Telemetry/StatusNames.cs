using System.Collections.Frozen;
using Grpc.Core;

namespace Telecom.Hosting;

/// <summary>gRPC status codes as they are written in the specification.</summary>
internal static class StatusNames
{
    private static readonly FrozenDictionary<StatusCode, string> Names = new Dictionary<StatusCode, string>
    {
        [StatusCode.OK] = "OK",
        [StatusCode.Cancelled] = "CANCELLED",
        [StatusCode.Unknown] = "UNKNOWN",
        [StatusCode.InvalidArgument] = "INVALID_ARGUMENT",
        [StatusCode.DeadlineExceeded] = "DEADLINE_EXCEEDED",
        [StatusCode.NotFound] = "NOT_FOUND",
        [StatusCode.AlreadyExists] = "ALREADY_EXISTS",
        [StatusCode.PermissionDenied] = "PERMISSION_DENIED",
        [StatusCode.ResourceExhausted] = "RESOURCE_EXHAUSTED",
        [StatusCode.FailedPrecondition] = "FAILED_PRECONDITION",
        [StatusCode.Aborted] = "ABORTED",
        [StatusCode.OutOfRange] = "OUT_OF_RANGE",
        [StatusCode.Unimplemented] = "UNIMPLEMENTED",
        [StatusCode.Internal] = "INTERNAL",
        [StatusCode.Unavailable] = "UNAVAILABLE",
        [StatusCode.DataLoss] = "DATA_LOSS",
        [StatusCode.Unauthenticated] = "UNAUTHENTICATED",
    }.ToFrozenDictionary();

    /// <summary>Name of a code, for example "NOT_FOUND".</summary>
    public static string NameOf(StatusCode code) => Names.TryGetValue(code, out string? name) ? name : "UNKNOWN";
}
