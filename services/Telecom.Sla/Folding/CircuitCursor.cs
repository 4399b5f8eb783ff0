using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Folding;

/// <summary>Where a handle of a lane is: the minute that its last sample fell into.</summary>
/// <param name="name">Name of the circuit as declared, for comparing.</param>
/// <param name="series">What it means.</param>
internal sealed class CircuitCursor(byte[] name, Series series)
{
    /// <summary>Name of the circuit as declared.</summary>
    public byte[] Name { get; } = name;

    /// <summary>What it means.</summary>
    public Series Series { get; } = series;

    /// <summary>Number of the declarations that had it last.</summary>
    public int Stamp { get; set; }

    /// <summary>First instant of the cell's minute, microseconds since the Unix epoch.</summary>
    public long StartUs { get; set; }

    /// <summary>While this is the folder's own number, the cell is good.</summary>
    public long Validity { get; set; }

    /// <summary>The cell.</summary>
    public MinuteCell? Cell { get; set; }
}
