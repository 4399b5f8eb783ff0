using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Otlp.Points;
using Telecom.Sla.Domain.Time;
using Telecom.Storage;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Otlp.Door;

/// <summary>
/// Appends samples whose points carry no sequence number. The log compares their content keys in the same step that appends; what it has
/// already is taken out and the rest appended. A cumulative series moves on only when the sample that covers it is in the log: an append
/// that failed leaves it where it was, so that a repeated or a later export counts the same time once.
/// </summary>
internal sealed class DoorWriter(SampleLogHolder log, CumulativeStates states, OtlpMetrics metrics, TimeProvider clock)
{
    /// <summary>Largest record, bytes, about. An export with more makes several, one after the other.</summary>
    private const int MaxRecordBytes = 512 * 1024;

    /// <summary>Appends of one record that may find something known or the lane elsewhere, before the sender is asked to come back.</summary>
    private const int MaxAttempts = 8;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Appends the samples of an export; its lane's turn is the caller's.</summary>
    /// <returns>Samples that the log had already.</returns>
    /// <exception cref="RpcFailure">UNAVAILABLE: the store cannot write. What was appended before stays and is known when the export is repeated.</exception>
    public async Task<int> WriteAsync(DoorLane lane, MappedRequest mapped)
    {
        int known = 0;
        int first = 0;
        while (first < mapped.Samples.Count)
        {
            int end = first;
            int bytes = 0;
            while (end < mapped.Samples.Count && (end == first || bytes + mapped.Samples[end].Bytes <= MaxRecordBytes))
            {
                bytes += mapped.Samples[end++].Bytes;
            }

            known += await WriteRecordAsync(lane, mapped.Samples[first..end]);
            first = end;
        }

        Commit(mapped.Baselines);
        return known;
    }

    private async Task<int> WriteRecordAsync(DoorLane lane, List<DoorSample> samples)
    {
        int known = 0;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (samples.Count == 0)
            {
                return known;
            }

            (UInt128[] keys, int[] owners) = KeysOf(samples);
            long nowUs = UtcInstant.From(clock.GetUtcNow()).Microseconds;
            byte[] record = DoorRecords.Encode(lane.Id, lane.Next, nowUs, samples);
            AppendEntry entry = new(lane.Id, lane.Next, record, samples.Count, 0, default) { ContentKeys = keys };
            AppendResult result = await AppendAsync(entry);
            switch (result.Outcome)
            {
                case AppendOutcome.Appended:
                    lane.Next++;
                    Commit(samples.SelectMany(s => s.Updates));
                    metrics.Stored(samples);
                    return known;
                case AppendOutcome.KnownContent:
                    HashSet<int> stored = [.. result.KnownKeys.Select(key => owners[key])];
                    Commit(stored.SelectMany(sample => samples[sample].Updates));
                    known += stored.Count;
                    samples = [.. samples.Where((_, i) => !stored.Contains(i))];
                    break;
                default:
                    // An earlier append was stored although it seemed to fail; its content is known to the log, this one's has to be asked anew.
                    lane.Next = result.DurableSequence + 1;
                    break;
            }
        }

        throw RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "The store is being written by others; what was not acknowledged may be sent again.", RetryAfter);
    }

    private async Task<AppendResult> AppendAsync(AppendEntry entry)
    {
        try
        {
            // Never cancelled: a sender that goes away does not take back what the log is writing.
            return await log.Log.AppendAsync(entry, CancellationToken.None);
        }
        catch (StoreUnavailableException failure)
        {
            metrics.StoreFailed();
            throw failure.ToRpcFailure();
        }
    }

    private static (UInt128[] Keys, int[] Owners) KeysOf(List<DoorSample> samples)
    {
        List<UInt128> keys = [];
        List<int> owners = [];
        for (int i = 0; i < samples.Count; i++)
        {
            foreach (UInt128 key in samples[i].Keys)
            {
                keys.Add(key);
                owners.Add(i);
            }
        }

        return ([.. keys], [.. owners]);
    }

    private void Commit(IEnumerable<SeriesUpdate> updates)
    {
        foreach (SeriesUpdate update in updates)
        {
            states.Commit(update.Key, update.State);
        }
    }
}
