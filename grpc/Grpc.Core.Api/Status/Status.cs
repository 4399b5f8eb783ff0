using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>The result of a call: a code and, for an error, words about it. <c>default</c> is success without detail.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "The published contract compares the parts, not the whole.")]
public readonly struct Status
{
    /// <summary>Success, without detail.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, string.Empty);

    /// <summary>Cancelled, without detail.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, string.Empty);

    private readonly string? _detail;

    /// <summary>Creates a status.</summary>
    /// <param name="statusCode">The code.</param>
    /// <param name="detail">Words for the caller; empty for none.</param>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    /// <summary>Creates a status with the local exception behind it.</summary>
    /// <param name="statusCode">The code.</param>
    /// <param name="detail">Words for the caller; empty for none.</param>
    /// <param name="debugException">The cause on this side, or null. It never goes over the wire.</param>
    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        _detail = detail;
        DebugException = debugException;
    }

    /// <summary>The code.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>Words about the outcome; empty when there are none.</summary>
    public string Detail => _detail ?? string.Empty;

    /// <summary>What went wrong on this side of the wire, for people who debug; never a basis for program logic.</summary>
    public Exception? DebugException { get; }

    /// <summary>Code, detail and any local exception in one line, as <see cref="RpcException"/> shows them.</summary>
    public override string ToString()
    {
        var debug = DebugException is null ? string.Empty : $", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\"";
        return $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\"{debug})";
    }
}
