namespace Telecom.Protos.Wire;

/// <summary>Which fields of a message were met. A field that comes twice is left to the generated parser, which merges.</summary>
internal struct FieldSet
{
    private uint _met;

    /// <summary>Notes a tag of one byte; false when its field was met before.</summary>
    public bool Add(byte tag)
    {
        uint bit = 1u << (tag >> 3);
        bool added = (_met & bit) == 0;
        _met |= bit;
        return added;
    }

    /// <summary>True when the field was met.</summary>
    public readonly bool Has(int field) => (_met & (1u << field)) != 0;
}
