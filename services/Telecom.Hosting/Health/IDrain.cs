namespace Telecom.Hosting;

/// <summary>
/// How a service goes away: first <see cref="HasBegun"/> (readiness is NOT_SERVING from here on, new work is refused as DRAINING where it
/// can be), after "Drain:Delay" the <see cref="Token"/>, on which streams acknowledge what they took, say goodbye and end.
/// </summary>
public interface IDrain
{
    /// <summary>True from the first sign of shutdown.</summary>
    bool HasBegun { get; }

    /// <summary>Cancelled when streams must end.</summary>
    CancellationToken Token { get; }
}
