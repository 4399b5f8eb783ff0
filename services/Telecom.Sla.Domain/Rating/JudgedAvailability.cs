using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Rating;

/// <summary>What <see cref="AvailabilityRater"/> finds.</summary>
/// <param name="Rating">Availability against the target.</param>
/// <param name="Outages">Outages in the rated part, by start.</param>
/// <param name="Unavailable">The rated time inside outages, unmeasured slices included.</param>
/// <param name="Final">True when the period is over and no slice that is still to come can change it.</param>
public sealed record JudgedAvailability(AvailabilityRating Rating, IReadOnlyList<OutageRating> Outages, TimeSet Unavailable, bool Final);
