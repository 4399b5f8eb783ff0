using Telecom.Sla.Domain.Claims;

namespace Telecom.Contracts.Reading;

/// <summary>The length of a claim window.</summary>
/// <param name="Amount">How many units.</param>
/// <param name="Unit">How they are counted.</param>
internal readonly record struct WindowLength(int Amount, ClaimUnit Unit);
