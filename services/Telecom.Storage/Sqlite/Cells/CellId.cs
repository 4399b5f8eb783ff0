namespace Telecom.Storage.Sqlite.Cells;

/// <summary>
/// Ids of minute cells: 26 bits of minutes since the Unix epoch (until the year 2097), 12 of partition, 25 of series. A step of folding
/// writes one or a few minutes of one partition, so that its cells lie side by side and share pages; by series, each would have a page of
/// its own to be written, twice. Retention takes them from the front.
/// </summary>
internal static class CellId
{
    /// <summary>First minute that an id has no room for.</summary>
    public const long EndMinute = 1L << 26;

    /// <summary>First partition that an id has no room for.</summary>
    public const int EndPartition = 1 << 12;

    /// <summary>First series that an id has no room for.</summary>
    public const long EndSeries = 1L << SeriesBits;

    private const int SeriesBits = 25;
    private const int MinuteAt = 37;

    /// <summary>Id of a cell.</summary>
    public static long Of(long minute, int partition, long series) => (minute << MinuteAt) | WithoutMinute(partition, series);

    /// <summary>What the ids of a series' cells have in common.</summary>
    public static long WithoutMinute(int partition, long series) => ((long)partition << SeriesBits) | series;

    /// <summary>Id before which all cells of earlier minutes lie; the minute may be any number.</summary>
    public static long FirstOf(long minute) => minute >= EndMinute ? long.MaxValue : Math.Max(minute, 0) << MinuteAt;

    /// <summary>The minute of an id.</summary>
    public static long MinuteOf(long id) => id >> MinuteAt;

    /// <summary>Refuses a minute that ids have no room for.</summary>
    public static void Check(long minute, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minute, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(minute, EndMinute, name);
    }
}
