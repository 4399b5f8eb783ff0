namespace Telecom.Sla.Domain.Cases;

/// <summary>What can happen to a case after its report.</summary>
public enum CaseEventKind
{
    /// <summary>The provider confirmed the report; counts as a response.</summary>
    Acknowledged,

    /// <summary>The provider responded in substance.</summary>
    Responded,

    /// <summary>The provider asked the customer something and waits for the answer.</summary>
    Waiting,

    /// <summary>The customer answered.</summary>
    Resumed,

    /// <summary>The case got another severity, cause or both.</summary>
    SeverityChanged,

    /// <summary>The parties agreed on the time until which the case is to be resolved.</summary>
    Agreed,

    /// <summary>The provider took the case into its plans, where the level needs that.</summary>
    Accepted,

    /// <summary>The provider will not do what the case asks for, where the level lets it.</summary>
    Declined,

    /// <summary>The case was resolved.</summary>
    Resolved,

    /// <summary>The resolution did not hold.</summary>
    Reopened,
}
