using Google.Protobuf;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;
using Telecom.Sla.V1;
using Telecom.Storage.Cells;
using WireMetric = Telecom.Common.V1.Metric;
using WireRange = Telecom.Common.V1.TimeRange;
using WireState = Telecom.Sla.V1.ObjectiveState;

namespace Telecom.Sla;

/// <summary>From the domain to the wire, in this one place. Percentages are texts of 4 decimals; nothing reads them back to compare.</summary>
internal static class ProtoMapping
{
    /// <summary>A circuit's status.</summary>
    public static CircuitStatus ToProto(CircuitReading reading)
    {
        CircuitStatus status = new()
        {
            Circuit = reading.Circuit.Name,
            Subscription = reading.Circuit.Subscription,
            Contract = reading.Subscription?.Contract ?? "",
            Plan = reading.Subscription?.Plan ?? "",
            ContractVersion = reading.Version?.Id ?? "",
            TimeZone = reading.Document?.Zone.Id ?? "",
            TooLateSamples = reading.TooLateSamples,
            State = WireState.Undetermined,
        };
        if (reading.Rating is { } rating)
        {
            status.Period = ToProto(rating.Period);
            status.Rated = ToProto(rating.Rated);
            status.Final = rating.Final;
            status.Availability = ToProto(rating.Availability);
            status.Performance.AddRange(rating.Performance.Select(ToProto));
            status.Outages.AddRange(rating.Outages.Select(ToProto));
            status.NewestSampleUs = rating.NewestSample?.Microseconds ?? 0;
            status.SampleCount = (ulong)rating.SampleCount;
            status.SuspectMinutes = (ulong)rating.SuspectMinutes;
            status.State = rating.Rated.IsEmpty ? WireState.Undetermined : ToProto(rating.State);
            status.Assumptions.AddRange(rating.Assumptions);
        }

        status.Assumptions.AddRange(reading.Assumptions);
        return status;
    }

    /// <summary>How far a lane has been folded.</summary>
    public static FoldProgress ToProto(LaneProgress progress) => new()
    {
        Agent = progress.Lane.Agent,
        SpoolEpoch = ByteString.CopyFrom(progress.Lane.Epoch.ToBytes()),
        Lane = progress.Lane.Lane,
        FoldedSequence = progress.FoldedSequence,
        FoldedSamples = progress.FoldedSamples,
        TooLateSamples = progress.TooLateSamples,
    };

    private static AvailabilityStatus ToProto(AvailabilityRating rating) => new()
    {
        State = ToProto(rating.State),
        TargetPct = PercentText.Of(rating.Target),
        AvailabilityPct = PercentText.Of(rating.Availability),
        LowPct = PercentText.Of(rating.Low),
        HighPct = PercentText.Of(rating.High),
        CoveragePct = PercentText.Of(rating.Coverage),
        RatedUs = rating.RatedUs,
        MeasuredUs = rating.MeasuredUs,
        DowntimeUs = rating.DowntimeUs,
        UnmeasuredUs = rating.UnmeasuredUs,
        BudgetUs = rating.BudgetUs,
        BudgetLeftUs = rating.BudgetLeftUs,
        IntervalUs = rating.Rule.IntervalUs,
        LossThresholdPct = PercentText.Of(rating.Rule.LossThreshold),
        Consecutive = (uint)rating.Rule.Consecutive,
    };

    private static PerformanceStatus ToProto(PerformanceRating rating) => new()
    {
        Metric = (WireMetric)rating.Metric,
        Statistic = rating.Statistic.Name,
        Unit = rating.Unit,
        Value = rating.ValueText,
        Low = rating.LowText,
        High = rating.HighText,
        Comparator = rating.ComparatorText,
        Threshold = rating.ThresholdText,
        State = ToProto(rating.State),
        SampleCount = (ulong)rating.SampleCount,
    };

    private static Outage ToProto(OutageRating outage) => new()
    {
        Time = ToProto(outage.Time),
        Ongoing = outage.Ongoing,
        Sent = (ulong)outage.Sent,
        Lost = (ulong)outage.Lost,
    };

    private static WireRange ToProto(TimeRange range) => new() { StartUs = range.Start.Microseconds, EndUs = range.End.Microseconds };

    /// <summary>The numbers are the same on both sides; a test compares every name.</summary>
    private static WireState ToProto(Domain.Rating.ObjectiveState state) => (WireState)(int)state;
}
