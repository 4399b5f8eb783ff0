using System.Collections;
using Telecom.Sla.Domain.Measurement;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Status;

/// <summary>
/// The cells of a circuit as the rating reads them: decoded one at a time, so that a month needs the memory of its bytes and not of its
/// objects.
/// </summary>
/// <param name="rows">Rows as the store gave them.</param>
internal sealed class StoredCells(IReadOnlyList<CellRow> rows) : IEnumerable<MinuteCell>
{
    /// <summary>Number of cells.</summary>
    public int Count => rows.Count;

    /// <inheritdoc/>
    public IEnumerator<MinuteCell> GetEnumerator()
    {
        foreach (CellRow row in rows)
        {
            yield return MinuteCellCodec.Decode(row.Cell.Span);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
