namespace Telecom.Agent.Probing;

/// <summary>What a reading of counters gives.</summary>
internal enum RateVerdict
{
    /// <summary>A rate.</summary>
    Rate,

    /// <summary>A beginning: no reading before it, or one too long ago.</summary>
    First,

    /// <summary>A beginning, since the counters had stepped back.</summary>
    Reset,

    /// <summary>Nothing: there is no such interface.</summary>
    Missing,
}
