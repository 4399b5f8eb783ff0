namespace Telecom.Ingestion.Otlp.Points;

/// <summary>How a point of a cumulative series follows the one that was counted last.</summary>
internal enum SeriesStep
{
    /// <summary>The first one, or one that the known one says nothing about: it gives no sample, the next one will.</summary>
    First,

    /// <summary>The series went on.</summary>
    Next,

    /// <summary>The series began anew: the point counts from its own start.</summary>
    Reset,

    /// <summary>The very point that was counted last.</summary>
    Repeated,

    /// <summary>A point before the one that was counted last.</summary>
    Old,
}
