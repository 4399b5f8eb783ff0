namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// Why samples of a minute may not mean what they say: the suspect flag of a measurement interval (MEF 35, ITU-T Y.1731). Suspect samples
/// count as all others; how many minutes have some is said. Bits are those on disk.
/// </summary>
[Flags]
public enum SuspectReasons
{
    /// <summary>Nothing is suspect.</summary>
    None = 0,

    /// <summary>The agent's wall clock was set while it measured.</summary>
    ClockStep = 1,

    /// <summary>The test was stopped before its interval was complete.</summary>
    HaltedTest = 2,

    /// <summary>The agent's clock differs from the server's by more than the server allows.</summary>
    ClockSkew = 4,

    /// <summary>A reason that this version does not know.</summary>
    Other = 8,
}
