using Telecom.Sla.Domain.Measurement;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Folding;

/// <summary>A cell that is being folded into.</summary>
/// <param name="series">Whose.</param>
/// <param name="minute">Minutes since the Unix epoch.</param>
internal sealed class HotCell(Series series, long minute)
{
    /// <summary>Whose.</summary>
    public Series Series { get; } = series;

    /// <summary>Its key in the store.</summary>
    public CellKey Key => new(Series.Circuit, Series.Agent, Cell.Minute);

    /// <summary>The samples: the new ones alone until the step completes, then those that the store had too.</summary>
    public MinuteCell Cell { get; } = MinuteCell.ContinuationOf(minute);

    /// <summary>Number of the last step that touched it.</summary>
    public long Step { get; set; }
}
