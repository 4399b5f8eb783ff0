namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>What a unit measures; each kind has one base unit.</summary>
internal enum UnitKind
{
    /// <summary>Time; base nanosecond.</summary>
    Time,

    /// <summary>Amount of data; base bit.</summary>
    Amount,

    /// <summary>Rate of data; base bit per second.</summary>
    Rate,

    /// <summary>A count or a ratio; base 1.</summary>
    Number,
}
