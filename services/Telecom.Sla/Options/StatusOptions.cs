namespace Telecom.Sla;

/// <summary>
/// How statuses are computed; configuration section "Sla:Status". Every value is checked when the service starts, and all wrong values
/// are reported together.
/// </summary>
public sealed class StatusOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Sla:Status";

    /// <summary>
    /// Time that samples may take from the probe to the count. Slices younger than this are not judged, so that samples on their way are
    /// not taken for missing ones: the rated end is the earlier of as_of and now less this. Default 15 s; 0 to 10 minutes.
    /// </summary>
    public TimeSpan IngestAllowance { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Statuses computed at the same time, and so many statements besides; further calls wait within their deadlines for their turn, which
    /// goes round by customer. Default 4; 1 to 256.
    /// </summary>
    public int MaxConcurrent { get; set; } = 4;

    /// <summary>
    /// Most calls of one customer that wait for their turn, for statuses and for statements each; the provider's staff counts as one
    /// customer. One more is refused with RESOURCE_EXHAUSTED. Default 1000; 1 to 100,000.
    /// </summary>
    public int MaxWaitingPerCustomer { get; set; } = 1000;

    /// <summary>When a call that was refused because too many wait may come again. Default 1 s; 10 ms to 1 minute.</summary>
    public TimeSpan WaitRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Time after which a page of ListStatuses ends, though it has fewer statuses than asked for; it always has at least one. Default 2 s;
    /// 10 ms to 1 minute.
    /// </summary>
    public TimeSpan ListBudget { get; set; } = TimeSpan.FromSeconds(2);
}
