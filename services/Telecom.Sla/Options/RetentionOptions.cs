namespace Telecom.Sla;

/// <summary>
/// How long measurements are kept, and how often Ingestion is told what it may remove; configuration section "Sla:Retention". Minute cells
/// are kept for "Sla:Fold:MinuteRetention" and <see cref="Margin"/>. Every value is checked when the service starts, and all wrong values
/// are reported together.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Sla:Retention";

    /// <summary>How long hours are kept. Default 396 days (13 months); Sla:Fold:MinuteRetention and Margin to 10000 days.</summary>
    public TimeSpan Hours { get; set; } = TimeSpan.FromDays(396);

    /// <summary>How long days are kept. Default 396 days (13 months); Hours to 10000 days.</summary>
    public TimeSpan Days { get; set; } = TimeSpan.FromDays(396);

    /// <summary>
    /// How much longer than their retention minute cells are kept, so that an hour which a late sample revises still has all its minutes while
    /// folding is behind. Nothing is removed while folding is behind by more than half of this. Default 1 day; 1 hour to 30 days.
    /// </summary>
    public TimeSpan Margin { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Time between two looks for what is too old. Default 1 hour; 1 minute to 1 day.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Most rows removed at once. Default 10000; 1 to 1000000.</summary>
    public int MaxRows { get; set; } = 10_000;

    /// <summary>
    /// Time between two reports to Ingestion of what is folded durably, unless it asks for another one. Default 1 minute; 1 s to 1 hour.
    /// </summary>
    public TimeSpan ReportInterval { get; set; } = TimeSpan.FromMinutes(1);
}
