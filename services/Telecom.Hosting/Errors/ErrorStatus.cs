using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>Builds the wire form of a failure; for handlers the error interceptor does it, the gateway has answers of its own.</summary>
public static class ErrorStatus
{
    /// <summary>
    /// Most bytes of details. Trailers are headers of HTTP/2, and widespread clients refuse more than 8 KiB of them (base64 adds a third);
    /// an error that does not arrive helps nobody.
    /// </summary>
    private const int MaxDetailBytes = 5 * 1024;

    private const int MaxMessageChars = 1024;

    private static readonly Dictionary<ErrorReason, string> ReasonNames = ErrorReasonReflection.Descriptor
        .FindTypeByName<EnumDescriptor>(nameof(ErrorReason)).Values
        .ToDictionary(v => (ErrorReason)v.Number, v => v.Name["ERROR_REASON_".Length..]);

    /// <summary>ErrorInfo.reason of a reason.</summary>
    /// <param name="reason">The reason.</param>
    public static string NameOf(ErrorReason reason) => ReasonNames[reason];

    /// <summary>The exception that grpc-dotnet sends: status, message, and the details in its trailers.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="correlationId">The id that finds the call in the logs.</param>
    public static RpcException ToException(RpcFailure failure, string correlationId)
    {
        ArgumentNullException.ThrowIfNull(failure);
        string message = Shorten(failure.Message, MaxMessageChars);
        Google.Rpc.Status status = new() { Code = (int)failure.Code, Message = message };
        ErrorInfo info = new() { Reason = NameOf(failure.Reason), Domain = RpcErrorDetails.Domain };
        foreach ((string key, string value) in failure.Metadata)
        {
            info.Metadata[key] = Shorten(value, 256);
        }

        status.Details.Add(Any.Pack(info));
        status.Details.Add(Any.Pack(new RequestInfo { RequestId = correlationId }));
        if (failure.RetryAfter is { } wait)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        }

        if (failure.QuotaSubject is { } subject)
        {
            QuotaFailure.Types.Violation violation = new() { Subject = Shorten(subject, 256), Description = Shorten(failure.Message, 512) };
            status.Details.Add(Any.Pack(new QuotaFailure { Violations = { violation } }));
        }

        if (failure.Violations.Count > 0)
        {
            int room = MaxDetailBytes - status.CalculateSize();
            status.Details.Add(Any.Pack(ToBadRequest(failure.Violations, room)));
        }

        Metadata trailers = new() { { RpcErrorDetails.TrailerName, status.ToByteArray() } };
        return new RpcException(new Grpc.Core.Status(failure.Code, message, failure.InnerException), trailers);
    }

    private static BadRequest ToBadRequest(IReadOnlyList<FieldViolation> violations, int room)
    {
        BadRequest request = new();
        int used = 0;
        foreach (FieldViolation violation in violations)
        {
            BadRequest.Types.FieldViolation wire = new()
            {
                Field = Shorten(violation.Field, 256),
                Description = Shorten(violation.Description, 512),
                Reason = violation.Reason,
            };
            used += wire.CalculateSize() + 4;
            if (request.FieldViolations.Count > 0 && used > room)
            {
                int left = violations.Count - request.FieldViolations.Count;
                request.FieldViolations.Add(new BadRequest.Types.FieldViolation { Description = $"and {left} more", Reason = "MORE_VIOLATIONS" });
                break;
            }

            request.FieldViolations.Add(wire);
        }

        return request;
    }

    private static string Shorten(string text, int max) => text.Length <= max ? text : string.Concat(text.AsSpan(0, max - 1), "…");
}
