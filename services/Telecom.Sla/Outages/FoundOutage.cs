using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Outages;

/// <summary>An outage as the cells show it.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end; while it goes on, as far as it is certain.</param>
/// <param name="Ongoing">True while it goes on.</param>
/// <param name="BeganBefore">True when it began before the time that was looked at.</param>
internal readonly record struct FoundOutage(UtcInstant Start, UtcInstant End, bool Ongoing, bool BeganBefore);
