using NodaTime;

namespace Telecom.Support.Tests.Clocks;

/// <summary>What a plan promises, written down once more from the text of its agreement, and the working time of a subscription.</summary>
/// <param name="Subscription">Id of acme's subscription.</param>
/// <param name="Pauses">True when clocks stand still while the customer is asked.</param>
/// <param name="Levels">Severity, cause and the hours to respond, to fix and to resolve, gravest first; 0 hours: not promised.</param>
internal sealed record DrawnPlan(string Subscription, bool Pauses, IReadOnlyList<(string Severity, string Cause, double Respond, double Fix, double Resolve)> Levels)
{
    private static readonly (string, string, double, double, double)[] s_infopromo = [("1", "", 0.25, 0, 24), ("2", "", 0.5, 0, 72), ("3", "", 0.5, 0, 12)];

    private static readonly (string, string, double, double, double)[] s_omniful =
    [
        ("P1", "system_inaccessible", 4, 4, 8),
        ("P1", "minor_bug", 8, 8, 16),
        ("P1", "major_bug", 8, 24, 32),
        ("P1", "scalability", 8, 40, 48),
        ("P1", "data_inconsistency", 8, 40, 48),
    ];

    /// <summary>The plans that histories are drawn for: clocks round the clock, and working time in four zones.</summary>
    public static IReadOnlyList<DrawnPlan> All { get; } =
    [
        new("main", false, s_infopromo),
        new("omniful", true, s_omniful) { Zone = "Asia/Dubai" },
        new("berlin", true, s_omniful) { Zone = "Europe/Berlin", Holidays = ["2026-04-03", "2026-04-06", "2026-10-26"] },
        new("york", true, s_omniful) { Zone = "America/New_York", Holidays = ["2026-03-09"], Opens = 8 * 60 },
        new("howe", true, s_omniful) { Zone = "Australia/Lord_Howe", Weekend = [IsoDayOfWeek.Friday], Opens = 0, Closes = 24 * 60 },
    ];

    /// <summary>Zone of the working time; null: every minute counts.</summary>
    public string? Zone { get; init; }

    public IReadOnlyList<string> Holidays { get; init; } = [];

    public IReadOnlyList<IsoDayOfWeek> Weekend { get; init; } = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    /// <summary>Opening, minutes since local midnight.</summary>
    public int Opens { get; init; } = 9 * 60;

    /// <summary>Closing, minutes since local midnight.</summary>
    public int Closes { get; init; } = 17 * 60;

    /// <summary>Minutes of a level's promise; null: none.</summary>
    /// <param name="clock">"respond", "fix" or "resolve".</param>
    /// <param name="level">Index of the level.</param>
    public int? Target(string clock, int level)
    {
        double hours = clock switch { "respond" => Levels[level].Respond, "fix" => Levels[level].Fix, _ => Levels[level].Resolve };
        return hours > 0 ? (int)(hours * 60) : null;
    }

    /// <summary>True for each of the minutes from an instant on that counts.</summary>
    public bool[] Counted(Instant from, int minutes)
    {
        bool[] counted = new bool[minutes];
        DateTimeZone? zone = Zone is null ? null : DateTimeZoneProviders.Tzdb[Zone];
        for (int minute = 0; minute < minutes; minute++)
        {
            counted[minute] = zone is null || IsOpen((from + Duration.FromMinutes(minute)).InZone(zone).LocalDateTime);
        }

        return counted;
    }

    private bool IsOpen(LocalDateTime at)
    {
        int ofDay = (at.Hour * 60) + at.Minute;
        return ofDay >= Opens && ofDay < Closes && !Weekend.Contains(at.DayOfWeek) && !Holidays.Contains($"{at.Date:uuuu-MM-dd}");
    }
}
