namespace Telecom.Gateway.Tmf;

/// <summary>Where the views are.</summary>
internal static class TmfPaths
{
    /// <summary>Before all of them.</summary>
    public const string Root = "/tmf-api";

    /// <summary>TMF623. Its published text states no path below /tmf-api, and no version.</summary>
    public const string SlaManagement = Root + "/slaManagement/v1";

    /// <summary>TMF621.</summary>
    public const string TroubleTicket = Root + "/troubleTicket/v5";

    /// <summary>TMF657.</summary>
    public const string Quality = Root + "/serviceQualityManagement/v4";

    /// <summary>Agreements.</summary>
    public const string Sla = SlaManagement + "/sla";

    /// <summary>Promises that were not kept.</summary>
    public const string SlaViolation = SlaManagement + "/slaViolation";

    /// <summary>Tickets.</summary>
    public const string Ticket = TroubleTicket + "/troubleTicket";

    /// <summary>Objectives.</summary>
    public const string Objective = Quality + "/serviceLevelObjective";

    /// <summary>Sets of objectives.</summary>
    public const string Specification = Quality + "/serviceLevelSpecification";
}
