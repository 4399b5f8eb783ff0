using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Outages;

/// <summary>What a look at a circuit's cells showed.</summary>
/// <param name="From">First instant that was looked at.</param>
/// <param name="To">First instant after it.</param>
/// <param name="SettleUs">Time after a change by which a look must reach to know it: n slices, microseconds.</param>
/// <param name="Found">The outages, by start.</param>
internal sealed record OutageLook(UtcInstant From, UtcInstant To, long SettleUs, IReadOnlyList<FoundOutage> Found);
