namespace Telecom.Support.Tests.Clocks;

/// <summary>What clocks look at.</summary>
internal enum DrawnKind
{
    /// <summary>Confirmed or answered.</summary>
    Answer,

    /// <summary>The customer is asked.</summary>
    Ask,

    /// <summary>A supplier is asked.</summary>
    Order,

    /// <summary>What was waited for came.</summary>
    Resume,

    /// <summary>Another level.</summary>
    Level,

    /// <summary>Resolved.</summary>
    Resolve,

    /// <summary>Re-opened.</summary>
    Reopen,

    /// <summary>Closed or cancelled.</summary>
    End,
}
