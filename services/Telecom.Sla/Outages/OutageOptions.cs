namespace Telecom.Sla;

/// <summary>
/// How outages are found, recorded and told; configuration section "Sla:Outages". Every value is checked when the service starts, and all
/// wrong values are reported together.
/// </summary>
public sealed class OutageOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Sla:Outages";

    /// <summary>Time between two looks at the circuits whose cells changed. Default 5 s; 10 ms to 1 minute.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time between two looks at every circuit, for changes that another process folded. Default 1 minute; 10 ms to 1 hour.
    /// </summary>
    public TimeSpan AllInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How far back such a look goes, outages that are recorded there included. Default 10 minutes; 1 minute to LookBack.</summary>
    public TimeSpan AllLookBack { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between two looks at every circuit over the whole of LookBack. Default 15 minutes; AllInterval to 1 day.</summary>
    public TimeSpan WholeInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How far back a whole look goes; a late sample is looked at wherever it lies. Default 24 hours; 1 minute to 35 days.</summary>
    public TimeSpan LookBack { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How far back the first look after a start goes. Default 7 days; LookBack to 35 days.</summary>
    public TimeSpan StartLookBack { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Circuits looked at at the same time. Default 2; 1 to 64.</summary>
    public int Parallelism { get; set; } = 2;

    /// <summary>Longest time from the end of an outage to a customer's report about it. Default 24 hours; 0 to 30 days.</summary>
    public TimeSpan ReportAfterEnd { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a report waits for its outage to be detected. Default 24 hours; 0 to 30 days.</summary>
    public TimeSpan ReportPending { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Longest time until an event that another process wrote is seen. Default 1 s; 10 ms to 1 minute.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Time without an event after which a stream of the feed gets a sign of life. Default 15 s; 10 ms to 5 minutes.</summary>
    public TimeSpan SignOfLife { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Least time between two notes of how far the support feed was followed. Default 5 s; 0 to 10 minutes.</summary>
    public TimeSpan PositionInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two attempts to follow the support feed. Default 30 s; 10 ms to 10 minutes.</summary>
    public TimeSpan FollowRetry { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Silence of the support feed, signs of life included, after which it is asked anew. Default 2 minutes; 1 s to 1 hour.</summary>
    public TimeSpan FollowSilence { get; set; } = TimeSpan.FromMinutes(2);
}
