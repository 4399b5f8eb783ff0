using System.Globalization;
using Telecom.Ingestion.Otlp.Mapping;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>
/// The points of one probe, or one run of probes: equal circuit and attributes, and nearly equal time, see <see cref="ProbeGroups"/>. They
/// become at most one sample of each kind.
/// </summary>
/// <param name="circuit">Resource name of the circuit.</param>
/// <param name="timeUs">Instant of the first of them, microseconds since the Unix epoch.</param>
internal sealed class ProbeGroup(string circuit, long timeUs)
{
    private readonly Dictionary<OtlpRole, ProbePart> _parts = [];

    /// <summary>Instant of its first point, microseconds since the Unix epoch.</summary>
    public long TimeUs => timeUs;

    /// <summary>True when a point of a nearly equal time may be of this probe: nothing else says the same.</summary>
    public bool Lacks(OtlpRole role) => !_parts.ContainsKey(role);

    /// <summary>Adds a point.</summary>
    /// <param name="part">The point and what it says.</param>
    /// <param name="mapped">Receives what is rejected or left out.</param>
    public void Add(ProbePart part, MappedRequest mapped)
    {
        Point point = part.Point;
        OtlpRole role = point.Rule.Role;
        if (!_parts.TryGetValue(role, out ProbePart? other))
        {
            _parts[role] = part;
            return;
        }

        if (role == OtlpRole.Latency && point.Rule.Priority != other.Point.Rule.Priority)
        {
            _parts[role] = point.Rule.Priority > other.Point.Rule.Priority ? part : other;
            mapped.Ignored++;
            return;
        }

        mapped.Reject("said twice", $"metrics {PointReader.Shown(other.Point.Metric)} and {PointReader.Shown(point.Metric)} say the same of one circuit at one time");
    }

    /// <summary>Makes the samples.</summary>
    public void Resolve(MappedRequest mapped)
    {
        bool failed = _parts.TryGetValue(OtlpRole.Success, out ProbePart? success) && success.Value < 0.5;
        if (_parts.Remove(OtlpRole.Latency, out ProbePart? latency))
        {
            AddLatency(latency, failed, mapped);
        }

        if (_parts.Remove(OtlpRole.Throughput, out ProbePart? throughput))
        {
            AddThroughput(throughput, mapped);
        }

        if (_parts.Count > 0)
        {
            AddLoss(mapped);
        }
    }

    private void AddLatency(ProbePart part, bool failed, MappedRequest mapped)
    {
        if (failed)
        {
            // A probe without an answer is loss; the time that was spent on it is no delay.
            mapped.Gaps++;
            return;
        }

        float us = (float)(part.Value / 1000);
        if (IsGood(SampleRules.CheckLatency(us), part, mapped, $"0 to {SampleRules.MaxLatencyNanoseconds} ns"))
        {
            mapped.Samples.Add(new DoorSample(SampleKind.Latency, circuit, part.TimeUs) { LatencyUs = us, Keys = [part.Point.Key], Updates = part.Updates });
        }
    }

    private void AddThroughput(ProbePart part, MappedRequest mapped)
    {
        if (IsGood(SampleRules.CheckThroughput(part.Value), part, mapped, $"0 to {SampleRules.MaxThroughputBitsPerSecond} bit/s"))
        {
            mapped.Samples.Add(
                new DoorSample(SampleKind.Throughput, circuit, part.TimeUs) { ThroughputBps = part.Value, Keys = [part.Point.Key], Updates = part.Updates });
        }
    }

    private void AddLoss(MappedRequest mapped)
    {
        (double sent, double lost, string? defect) = CountLoss();
        ProbePart[] parts = [.. _parts.Values];
        if (defect is null && sent == 0)
        {
            mapped.Gaps += parts.Length;
            mapped.Baselines.AddRange(parts.SelectMany(p => p.Updates));
            return;
        }

        defect ??= parts.FirstOrDefault(p => !double.IsFinite(p.Value) || p.Value < 0) is { } bad
            ? string.Create(CultureInfo.InvariantCulture, $"metric {PointReader.Shown(bad.Point.Metric)} is {bad.Value:R}; allowed are finite values from 0 up")
            : lost > sent || sent > SampleRules.MaxPackets
                ? string.Create(CultureInfo.InvariantCulture, $"{lost:R} of {sent:R} packets were lost; allowed are at most as many as were sent, and 1 to {SampleRules.MaxPackets} sent")
                : null;
        if (defect is not null)
        {
            mapped.Reject("packets do not fit", defect, parts.Length);
            mapped.Baselines.AddRange(parts.SelectMany(p => p.Updates));
            return;
        }

        mapped.Samples.Add(new DoorSample(SampleKind.Loss, circuit, timeUs)
        {
            Sent = (uint)Math.Round(sent),
            Lost = (uint)Math.Round(lost),
            Keys = [.. parts.Select(p => p.Point.Key)],
            Updates = [.. parts.SelectMany(p => p.Updates)],
        });
    }

    private (double Sent, double Lost, string? Defect) CountLoss()
    {
        double? sent = ValueOf(OtlpRole.Sent);
        double? ratio = ValueOf(OtlpRole.LossRatio);
        if (sent is { } count)
        {
            double? lost = ValueOf(OtlpRole.Lost) ?? (count - ValueOf(OtlpRole.Received) is { } missing ? Math.Max(0, missing) : count * ratio);
            return lost is { } known
                ? (Math.Round(count), Math.Round(known), null)
                : (0, 0, $"metric {PointReader.Shown(_parts[OtlpRole.Sent].Point.Metric)} came without one that says how many were lost, within 100 ms and with the same attributes");
        }

        ProbePart first = _parts.Values.First();
        uint packets = ratio is null ? 0 : _parts[OtlpRole.LossRatio].Point.Rule.Packets;
        return packets > 0 ? (packets, Math.Round(packets * ratio.GetValueOrDefault()), null)
            : ValueOf(OtlpRole.Success) is { } success ? (1, success < 0.5 ? 1 : 0, null)
            : (0, 0, $"metric {PointReader.Shown(first.Point.Metric)} came without one that says how many were sent, within 100 ms and with the same attributes");
    }

    private double? ValueOf(OtlpRole role) => _parts.TryGetValue(role, out ProbePart? part) ? part.Value : null;

    private static bool IsGood(SampleFault fault, ProbePart part, MappedRequest mapped, string allowed)
    {
        if (fault != SampleFault.None)
        {
            mapped.Reject(
                "value out of range",
                string.Create(CultureInfo.InvariantCulture, $"metric {PointReader.Shown(part.Point.Metric)} is {part.Value:R}; allowed are finite values, {allowed}"));
            mapped.Baselines.AddRange(part.Updates);
        }

        return fault == SampleFault.None;
    }
}
