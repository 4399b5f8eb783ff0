using System.Globalization;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>A day of the log, UTC: one file, and the major part of its records' positions.</summary>
/// <param name="Number">Days since 1970-01-01, not negative.</param>
internal readonly record struct LogDay(long Number)
{
    private const string Prefix = "log-";
    private const string Suffix = ".db";
    private const string Format = "yyyy-MM-dd";
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>How the names of all day files begin.</summary>
    public static string FilePrefix => Prefix;

    /// <summary>Name of the day's file, which sorts by day.</summary>
    public string FileName => Prefix + Epoch.AddDays((int)Number).ToString(Format, CultureInfo.InvariantCulture) + Suffix;

    /// <summary>Name of the day's file of records.</summary>
    public string RecordsName => Path.ChangeExtension(FileName, RecordsSuffix);

    /// <summary>How the names of all files of records end.</summary>
    public static string RecordsSuffix => ".records";

    /// <summary>The day of an instant; a clock before 1970 counts as its first day, so that no position lies before the start.</summary>
    public static LogDay Of(DateTimeOffset instant) =>
        new(Math.Max(0, DateOnly.FromDateTime(instant.UtcDateTime).DayNumber - Epoch.DayNumber));

    /// <summary>The days that have a file in the folder, oldest first.</summary>
    public static IReadOnlyList<LogDay> In(string folder)
    {
        List<LogDay> days = [];
        foreach (string file in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
        {
            string name = Path.GetFileNameWithoutExtension(file)[Prefix.Length..];
            if (DateOnly.TryParseExact(name, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date >= Epoch)
            {
                days.Add(new LogDay(date.DayNumber - Epoch.DayNumber));
            }
        }

        days.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return days;
    }
}
