namespace Telecom.Support.Cases;

/// <summary>What can happen to a case after its report. The name in the store is "case.{name in lower case}.v1" (<see cref="CaseSteps"/>).</summary>
internal enum CaseStep
{
    /// <summary>The provider confirmed the report.</summary>
    Acknowledged,

    /// <summary>The provider responded in substance.</summary>
    Responded,

    /// <summary>The case waits for the customer or for a supplier.</summary>
    Waiting,

    /// <summary>The wait is over.</summary>
    Resumed,

    /// <summary>Another severity, cause or both.</summary>
    SeverityChanged,

    /// <summary>The parties agreed on a time.</summary>
    Agreed,

    /// <summary>The provider took the case into its plans.</summary>
    Accepted,

    /// <summary>The provider will not do what the case asks for.</summary>
    Declined,

    /// <summary>The case went up the ladder.</summary>
    Escalated,

    /// <summary>A workaround is in place.</summary>
    Workaround,

    /// <summary>The case was resolved.</summary>
    Resolved,

    /// <summary>The resolution did not hold.</summary>
    Reopened,

    /// <summary>The case is finished for good.</summary>
    Closed,

    /// <summary>The case was withdrawn.</summary>
    Cancelled,

    /// <summary>The case is a duplicate of another.</summary>
    Duplicate,

    /// <summary>A note.</summary>
    Noted,

    /// <summary>A file as evidence.</summary>
    Attached,

    /// <summary>The case refers to something.</summary>
    Linked,

    /// <summary>Title, description or circuit were changed.</summary>
    Updated,

    /// <summary>The case was put under other rules.</summary>
    RulesChanged,

    /// <summary>A clock raised an alarm.</summary>
    Alarm,
}
