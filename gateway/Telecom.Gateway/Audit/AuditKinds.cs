namespace Telecom.Gateway.Audit;

/// <summary>Kinds of entries.</summary>
internal static class AuditKinds
{
    /// <summary>A request that changes something, whatever came of it.</summary>
    public const string Write = "write";

    /// <summary>A stream of samples begins.</summary>
    public const string StreamBegin = "stream_begin";

    /// <summary>A stream of samples ended.</summary>
    public const string StreamEnd = "stream_end";

    /// <summary>Somebody was not let in, or not allowed, or asked for what is another customer's.</summary>
    public const string Refused = "refused";
}
