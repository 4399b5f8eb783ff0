namespace Telecom.Sla;

/// <summary>How cells are computed anew.</summary>
public sealed class RebuildOptions
{
    /// <summary>
    /// How far before the receipt of its batch a sample's minute may lie: the value that the cells were folded with
    /// (<see cref="FoldOptions.MinuteRetention"/>), or late samples differ. Default 35 days; 1 hour to 400 days.
    /// </summary>
    public TimeSpan MinuteRetention { get; set; } = new FoldOptions().MinuteRetention;

    /// <summary>
    /// How long after the receipt of the oldest record that is left in a trimmed log minutes begin that can be compared: no record before it
    /// may hold a sample of them. It covers how far ahead of Ingestion a sample's time may be. Default 10 minutes; 5 minutes to 1 day.
    /// </summary>
    public TimeSpan HorizonMargin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>True to put what was computed in the place of what differs.</summary>
    public bool Repair { get; set; }

    /// <summary>Differences that the report lists; more are only counted. Default 100; 1 to 1000000.</summary>
    public int MaxListed { get; set; } = 100;

    /// <summary>Folder for the computed cells while it runs, about as large as the stored ones; removed afterwards. Empty for the system's.</summary>
    public string WorkFolder { get; set; } = "";

    /// <summary>Every violation of the documented ranges, all at once; empty when the options are good.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        Range(errors, nameof(MinuteRetention), MinuteRetention, TimeSpan.FromHours(1), TimeSpan.FromDays(400));
        Range(errors, nameof(HorizonMargin), HorizonMargin, TimeSpan.FromMinutes(5), TimeSpan.FromDays(1));
        Range(errors, nameof(MaxListed), MaxListed, 1, 1_000_000);
        return errors;
    }

    private static void Range<T>(List<string> errors, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            errors.Add(FormattableString.Invariant($"{name}: {value} is not allowed; it must be from {least} to {most}"));
        }
    }
}
