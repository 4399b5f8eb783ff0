namespace Telecom.Sla.Domain.Availability;

/// <summary>What <see cref="OutageDetector"/> found.</summary>
/// <param name="Outages">The outages, by start.</param>
/// <param name="UnsettledFrom">
/// First slice of a last run that is too short to change the state but may grow (bad slices while up, good ones while down): from here
/// on, later slices can still change the past, and until they do no outage reaches beyond it. Null when they cannot.
/// </param>
public sealed record Detection(IReadOnlyList<DetectedOutage> Outages, long? UnsettledFrom);
