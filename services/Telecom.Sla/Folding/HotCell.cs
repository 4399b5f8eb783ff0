using Telecom.Sla.Domain.Measurement;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Folding;

/// <summary>A cell that is being folded into.</summary>
/// <param name="key">Its key.</param>
internal sealed class HotCell(CellKey key)
{
    /// <summary>Its key.</summary>
    public CellKey Key { get; } = key;

    /// <summary>The samples: the new ones alone until the step completes, then those that the store had too.</summary>
    public MinuteCell Cell { get; } = new(key.Minute);

    /// <summary>Number of the last step that touched it.</summary>
    public long Step { get; set; }
}
