namespace Telecom.Contracts;

/// <summary>A severity level of support cases.</summary>
/// <param name="Level">The level, for example "1".</param>
/// <param name="Name">Name in the text, for example "Critical".</param>
/// <param name="Acknowledge">Time to acknowledge.</param>
/// <param name="Resolve">Time to resolve.</param>
public sealed record Severity(string Level, string Name, Parameter<long> Acknowledge, Parameter<long> Resolve)
{
    /// <summary>The clocks that a case of this severity starts when it is reported.</summary>
    public IReadOnlyList<CaseClock> Clocks { get; } =
        [new CaseClock("acknowledge", Acknowledge.Value, Acknowledge.Clause), new CaseClock("resolve", Resolve.Value, Resolve.Clause)];
}
