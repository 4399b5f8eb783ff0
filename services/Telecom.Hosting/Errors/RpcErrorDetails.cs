using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Telecom.Hosting;

/// <summary>Reads the google.rpc details that every error of the suite carries in the trailer "grpc-status-details-bin".</summary>
public static class RpcErrorDetails
{
    /// <summary>Name of the trailer.</summary>
    public const string TrailerName = "grpc-status-details-bin";

    /// <summary>Domain of the suite's error reasons.</summary>
    public const string Domain = "telecom-sla";

    /// <summary>Reads the details of an error.</summary>
    /// <param name="exception">The error of a call.</param>
    /// <param name="status">The details, when the result is true.</param>
    /// <returns>False when the error carries none, or bytes that cannot be read.</returns>
    public static bool TryRead(RpcException exception, [NotNullWhen(true)] out Google.Rpc.Status? status)
    {
        ArgumentNullException.ThrowIfNull(exception);
        status = null;
        Metadata.Entry? entry = exception.Trailers.FirstOrDefault(t => t.IsBinary && t.Key == TrailerName);
        if (entry is null)
        {
            return false;
        }

        try
        {
            status = Google.Rpc.Status.Parser.ParseFrom(entry.ValueBytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    /// <summary>The detail of one type; null when the error has none of it.</summary>
    /// <typeparam name="T">For example <see cref="ErrorInfo"/> or <see cref="BadRequest"/>.</typeparam>
    /// <param name="exception">The error of a call.</param>
    public static T? Find<T>(RpcException exception)
        where T : class, IMessage<T>, new() =>
        TryRead(exception, out Google.Rpc.Status? status)
            ? status.Details.Where(any => any.Is(new T().Descriptor)).Select(any => any.Unpack<T>()).FirstOrDefault()
            : null;

    /// <summary>ErrorInfo.reason; null when the error has no details.</summary>
    /// <param name="exception">The error of a call.</param>
    public static string? ReasonOf(RpcException exception) => Find<ErrorInfo>(exception)?.Reason;
}
