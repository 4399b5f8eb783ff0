using Telecom.Storage.Cells;

namespace Telecom.Storage.Sqlite.Cells;

/// <summary>Ids of rows that belong to a series and a minute: the series, then 28 bits of minutes since the Unix epoch (until the year 2480).</summary>
internal static class RowId
{
    /// <summary>First minute that an id has no room for.</summary>
    public const long EndMinute = 1L << Bits;

    private const int Bits = 28;

    /// <summary>Id of a row.</summary>
    public static long Of(long series, long minute) => (series << Bits) | minute;

    /// <summary>Id of the first row of a series at or after a minute, which may be any number.</summary>
    public static long From(long series, long minute) => (series << Bits) + Math.Clamp(minute, 0, EndMinute);

    /// <summary>The minute of an id.</summary>
    public static long MinuteOf(long id) => id & (EndMinute - 1);

    /// <summary>Minutes that a roll-up covers.</summary>
    public static long Length(RollupLevel level) => level == RollupLevel.Hour ? 60 : 1440;

    /// <summary>Start of the roll-up that a minute lies in.</summary>
    public static long StartOf(RollupLevel level, long minute) => minute - (minute % Length(level));

    /// <summary>Refuses a minute that ids have no room for.</summary>
    public static void Check(long minute, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minute, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(minute, EndMinute, name);
    }
}
