namespace Telecom.Agent.Stamp;

/// <summary>How a STAMP timestamp is written; bit Z of its error estimate says which (RFC 8762 section 4.2.1).</summary>
internal enum TimestampFormat
{
    /// <summary>NTP: seconds since 1900-01-01 and a binary fraction, 32 bits each (RFC 5905 section 6).</summary>
    Ntp,

    /// <summary>Truncated PTP: seconds and nanoseconds, 32 bits each (RFC 8186). Seconds are counted from the Unix epoch in UTC here, which a difference does not see.</summary>
    Ptp,
}
