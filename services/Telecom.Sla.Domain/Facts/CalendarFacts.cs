using NodaTime;

namespace Telecom.Sla.Domain.Facts;

/// <summary>A subscription's own working time; what is null is the contract's.</summary>
/// <param name="Weekend">Days of the week without work.</param>
/// <param name="Holidays">Days without work.</param>
/// <param name="OpensMinute">Opening, minutes since local midnight.</param>
/// <param name="ClosesMinute">Closing, minutes since local midnight.</param>
public sealed record CalendarFacts(
    IReadOnlyCollection<IsoDayOfWeek>? Weekend, IReadOnlyCollection<LocalDate>? Holidays, int? OpensMinute, int? ClosesMinute);
