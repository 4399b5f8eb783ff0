using System.Globalization;
using Telecom.Storage.Cells;

namespace Telecom.Storage.Redis.Cells;

/// <summary>
/// How cells of one length are kept: a hash for each group of them, so that a month is a few keys and one read of each. A field is the
/// number of the unit within its group; with a "d" behind it says that this roll-up is due, with an "hd" how many hours of this day are.
/// </summary>
/// <param name="Letter">The level in keys.</param>
/// <param name="Minutes">Minutes of a unit.</param>
/// <param name="Units">Units of a group: 1,440 minutes (a day), 768 hours (32 days), 512 days; each is whole in one group above.</param>
internal sealed record CellLevel(char Letter, int Minutes, int Units)
{
    /// <summary>Minute cells.</summary>
    public static CellLevel Minute { get; } = new('m', 1, 1440);

    /// <summary>Hour roll-ups.</summary>
    public static CellLevel Hour { get; } = new('h', 60, 768);

    /// <summary>Day roll-ups.</summary>
    public static CellLevel Day { get; } = new('d', 1440, 512);

    /// <summary>Counts of what came too late, by minute.</summary>
    public static CellLevel TooLate { get; } = new('t', 1, 1440);

    /// <summary>The level of a roll-up.</summary>
    public static CellLevel Of(RollupLevel level) => level == RollupLevel.Hour ? Hour : Day;

    /// <summary>The group of a minute.</summary>
    public long GroupOf(long minute) => (long)Math.Floor((double)minute / Minutes / Units);

    /// <summary>First minute of a group.</summary>
    public long StartOf(long group) => group * Minutes * Units;

    /// <summary>The unit of a minute within its group.</summary>
    public int UnitOf(long minute) => (int)((minute - StartOf(GroupOf(minute))) / Minutes);

    /// <summary>The field of a minute.</summary>
    public string FieldOf(long minute) => UnitOf(minute).ToString(CultureInfo.InvariantCulture);

    /// <summary>The field that says that the roll-up of a minute is due.</summary>
    public string DueFieldOf(long minute) => FieldOf(minute) + "d";

    /// <summary>The field that counts the due hours of a day, for then the day lacks something too.</summary>
    public string DueHoursFieldOf(long minute) => FieldOf(minute) + "hd";
}
