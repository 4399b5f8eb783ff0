using Telecom.Ingestion.V1;

namespace Telecom.Agent.Samples;

/// <summary>
/// Ranges of instants whose samples may not mean what they say, kept until the batches with those samples are made. Safe for any number of
/// threads. Samples that wait longer than the newest ranges are kept, because the disk is full, go without their mark.
/// </summary>
internal sealed class SuspectSpans
{
    /// <summary>Ranges that are kept.</summary>
    public const int Most = 64;

    private readonly Lock _lock = new();
    private readonly Queue<SuspectSpan> _spans = new();

    /// <summary>Adds a range.</summary>
    /// <param name="startUs">First instant, microseconds since the Unix epoch.</param>
    /// <param name="endUs">First instant after it.</param>
    /// <param name="reason">Why.</param>
    public void Add(long startUs, long endUs, SuspectReason reason)
    {
        lock (_lock)
        {
            if (_spans.Count == Most)
            {
                _spans.Dequeue();
            }

            _spans.Enqueue(new SuspectSpan { StartUs = startUs, EndUs = endUs, Reason = reason });
        }
    }

    /// <summary>Marks a batch with every range that one of its samples lies in.</summary>
    public void Mark(SampleBatch batch, ReadOnlySpan<Sample> samples)
    {
        SuspectSpan[] spans;
        lock (_lock)
        {
            if (_spans.Count == 0)
            {
                return;
            }

            spans = [.. _spans];
        }

        foreach (SuspectSpan span in spans)
        {
            foreach (ref readonly Sample sample in samples)
            {
                if (sample.InstantUs >= span.StartUs && sample.InstantUs < span.EndUs)
                {
                    batch.Suspect.Add(span.Clone());
                    break;
                }
            }
        }
    }
}
