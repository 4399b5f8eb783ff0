using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Budgets;

/// <summary>What a <see cref="BurnRateAlert"/> saw at an instant.</summary>
/// <param name="State">Its state.</param>
/// <param name="LongRate">Burn rate of the measured part of the long window; null when nothing was measured.</param>
/// <param name="ShortRate">Burn rate of the measured part of the short window; null when nothing was measured.</param>
/// <param name="LongBounds">Bounds over everything that the unmeasured part of the long window can have been.</param>
/// <param name="ShortBounds">Bounds over everything that the unmeasured part of the short window can have been.</param>
public sealed record BurnRateReading(AlertState State, Ratio? LongRate, Ratio? ShortRate, RatioBounds LongBounds, RatioBounds ShortBounds);
