using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Terms;

/// <summary>What is rated: one plan of a contract, all versions, under one choice of readings.</summary>
/// <param name="Contract">Id of the contract.</param>
/// <param name="Plan">Id of the plan.</param>
/// <param name="Versions">Versions by effective date, at least one.</param>
public sealed record Agreement(string Contract, string Plan, IReadOnlyList<AgreementVersion> Versions)
{
    /// <summary>The version in force at an instant; the first one before it took effect.</summary>
    public AgreementVersion At(UtcInstant instant) => Versions.LastOrDefault(version => version.EffectiveFrom <= instant) ?? Versions[0];

    /// <summary>The newest version.</summary>
    public AgreementVersion Newest => Versions[^1];
}
