namespace Telecom.Sla;

/// <summary>
/// How the log is folded into cells; configuration section "Sla:Fold". Every value is checked when the service starts, and all wrong
/// values are reported together.
/// </summary>
public sealed class FoldOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Sla:Fold";

    /// <summary>
    /// How far before the receipt of its batch a sample's minute may lie; older samples are kept in the log, counted as too late and not
    /// folded. Default 35 days; 1 hour to 400 days.
    /// </summary>
    public TimeSpan MinuteRetention { get; set; } = TimeSpan.FromDays(35);

    /// <summary>
    /// How long a partition stays with its owner without a word from it: after a crash, the time until another one goes on. Default 10 s;
    /// 1 s to 5 minutes.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Age at which a lease is renewed. Default 3 s; 100 ms to half of LeaseDuration.</summary>
    public TimeSpan LeaseRenewAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a partition that another owner holds is tried. Default 1 s; 50 ms to 1 minute.</summary>
    public TimeSpan AcquireInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Longest time between two looks at the log when nothing wakes the reader. It is cut to a quarter of LeaseDuration. Default 1 s; 10 ms to
    /// 10 s.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Pause of a partition after everything in it was folded, so that what arrives meanwhile is one write of each cell and not many. A sample
    /// is visible after at most about this and the time of a step. It is cut to a quarter of LeaseDuration. Default 1 s; 0 to 5 s.
    /// </summary>
    public TimeSpan GatherInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Most bytes of records read in one step, but at least one record. Default 1048576 (1 MiB); 4096 to 67108864.</summary>
    public int MaxStepBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Most bytes of records read in one step while much waits: steps grow up to this, so that a cell is written once with many samples.
    /// Default 16777216 (16 MiB); MaxStepBytes to 67108864.
    /// </summary>
    public int MaxBacklogStepBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How long after its end an hour or a day is rolled up, measured by the receipt of what was folded; samples that come later roll it up
    /// again. Default 5 minutes; 0 to 1 day.
    /// </summary>
    public TimeSpan RollupGrace { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Time between two rounds of rolling up in a partition. Default 10 s; 0 to 1 hour.</summary>
    public TimeSpan RollupInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most hours, and most days, that a round rolls up before folding goes on. Default 256; 1 to 100000.</summary>
    public int MaxRollups { get; set; } = 256;

    /// <summary>A step ends after the record that brings it to this many cells. Default 20000; 1 to 1000000.</summary>
    public int MaxStepCells { get; set; } = 20_000;

    /// <summary>
    /// Cells of one partition kept in memory between steps, about 2 KiB each; a cell that is not among them is read and decoded before it is
    /// written again. Those that no step used for long are let go without it. Two for each circuit of the partition keep the current minute
    /// there. Default 4096; 0 to 1000000.
    /// </summary>
    public int MaxHotCells { get; set; } = 4096;

    /// <summary>Producer lanes of one partition kept in memory between steps. Default 4096; 1 to 1000000.</summary>
    public int MaxHotLanes { get; set; } = 4096;

    /// <summary>Partitions folded at the same time. Default 2; 1 to 256.</summary>
    public int Parallelism { get; set; } = 2;

    /// <summary>
    /// Pause after an error of a store that does not say when to come back, and between two looks for a log. Default 1 s; 10 ms to 5 minutes.
    /// </summary>
    public TimeSpan ErrorRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Pause of a partition that stands before a record which cannot be folded. It is tried again, since another version of the service or
    /// a repaired log may read it. Default 1 minute; 10 ms to 1 hour.
    /// </summary>
    public TimeSpan UndecodableRetry { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time that giving the leases back may take when the service stops. Default 5 s; 100 ms to 1 minute.</summary>
    public TimeSpan ReleaseLimit { get; set; } = TimeSpan.FromSeconds(5);
}
