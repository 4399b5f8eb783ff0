namespace Telecom.Protos.Wire;

/// <summary>A column is read whole.</summary>
internal static class ColumnLength
{
    /// <summary>Requires a destination of the column's length.</summary>
    /// <exception cref="ArgumentException">It has another.</exception>
    public static void Require(int destination, int count)
    {
        if (destination != count)
        {
            throw new ArgumentException($"The destination has {destination} entries; allowed is the column's count, {count}.", nameof(destination));
        }
    }
}
