namespace Telecom.Sla.Domain.Availability;

/// <summary>What periodic probes say about the time between them. From the least downtime to the most, each contains the one before.</summary>
public enum ProbeReading
{
    /// <summary>
    /// Down from the first failed probe to the last failed one of a row: only what lies between two failures is down; a lone failure has no
    /// length.
    /// </summary>
    FirstFailToLastFail = 1,

    /// <summary>Each probe owns the interval that it begins: down from the first failed probe to the next good one.</summary>
    ProbeOwnsInterval,

    /// <summary>Down from the last good probe before a failure to the next good one after it: only what lies between two successes is up.</summary>
    LastOkToNextOk,
}
