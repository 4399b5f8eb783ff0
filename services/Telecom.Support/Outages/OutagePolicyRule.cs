namespace Telecom.Support.Outages;

/// <summary>When an outage opens a case, and of which severity.</summary>
internal sealed class OutagePolicyRule
{
    /// <summary>Least share of the subscription's circuits that are down, percent, 0 to 100; default 0: any outage.</summary>
    public int CircuitsPercent { get; set; }

    /// <summary>Severity of the case; must be one of the plan. Required where the plan has severities.</summary>
    public string Severity { get; set; } = "";

    /// <summary>Cause of the case, where the plan's table asks for one; default none.</summary>
    public string Cause { get; set; } = "";
}
