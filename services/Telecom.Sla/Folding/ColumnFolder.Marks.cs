using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Folding;

/// <content>Marks of suspicion: of the whole record, or of a range of instants.</content>
internal sealed partial class ColumnFolder
{
    private readonly List<(long StartUs, long EndUs, SuspectReasons Reason)> _spans = [];
    private SuspectReasons _recordMark;
    private bool _hasMarks;

    private static SuspectReasons ReasonOf(SuspectReason reason) => reason switch
    {
        SuspectReason.Unspecified => SuspectReasons.None,
        SuspectReason.ClockStep => SuspectReasons.ClockStep,
        SuspectReason.HaltedTest => SuspectReasons.HaltedTest,
        SuspectReason.ClockSkew => SuspectReasons.ClockSkew,
        _ => SuspectReasons.Other,
    };

    private void BeginMarks(SuspectReason record, in FieldList<SuspectSpanView> spans)
    {
        BeginMarks(record);
        foreach (SuspectSpanView span in spans)
        {
            AddSpan(span.StartUs, span.EndUs, span.Reason);
        }
    }

    private void BeginMarks(SuspectReason record, IEnumerable<SuspectSpan> spans)
    {
        BeginMarks(record);
        foreach (SuspectSpan span in spans)
        {
            AddSpan(span.StartUs, span.EndUs, span.Reason);
        }
    }

    private void BeginMarks(SuspectReason record)
    {
        _recordMark = ReasonOf(record);
        _hasMarks = _recordMark != SuspectReasons.None;
        _spans.Clear();
    }

    private void AddSpan(long startUs, long endUs, SuspectReason reason)
    {
        // A span of no stated reason is a mark all the same.
        _spans.Add((startUs, endUs, reason == SuspectReason.Unspecified ? SuspectReasons.Other : ReasonOf(reason)));
        _hasMarks = true;
    }

    private void Mark(MinuteCell cell, long timeUs)
    {
        SuspectReasons reasons = _recordMark;
        foreach ((long start, long end, SuspectReasons reason) in _spans)
        {
            reasons |= timeUs >= start && timeUs < end ? reason : SuspectReasons.None;
        }

        if (reasons != SuspectReasons.None)
        {
            cell.Mark(reasons);
        }
    }
}
