using Google.Protobuf.Collections;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Uplink;

/// <summary>The circuit handles of one stream. A spooled batch names its circuits by handles of its own; on a stream each circuit has one handle, declared once.</summary>
/// <param name="maximum">Most handles of the stream.</param>
internal sealed class HandleTable(uint maximum)
{
    private readonly Dictionary<string, uint> _handles = new(StringComparer.Ordinal);

    /// <summary>Rewrites a spooled batch for the stream: the stream's handles, and declarations only of those that are new to it.</summary>
    /// <returns>False when the stream has no handles left; the batch is then unchanged.</returns>
    public bool TryTranslate(SampleBatch batch)
    {
        if (_handles.Count + batch.Circuits.Count(c => !_handles.ContainsKey(c.Circuit)) > maximum)
        {
            return false;
        }

        Dictionary<uint, uint> translation = [];
        List<CircuitHandle> declared = [];
        foreach (CircuitHandle own in batch.Circuits)
        {
            if (!_handles.TryGetValue(own.Circuit, out uint handle))
            {
                handle = (uint)_handles.Count + 1;
                _handles.Add(own.Circuit, handle);
                declared.Add(new CircuitHandle { Handle = handle, Circuit = own.Circuit });
            }

            translation.Add(own.Handle, handle);
        }

        Translate(batch.Latency?.Circuit, translation);
        Translate(batch.Throughput?.Circuit, translation);
        Translate(batch.Loss?.Circuit, translation);
        batch.Circuits.Clear();
        batch.Circuits.AddRange(declared);
        return true;
    }

    private static void Translate(RepeatedField<uint>? column, Dictionary<uint, uint> translation)
    {
        for (int row = 0; row < column?.Count; row++)
        {
            column[row] = translation[column[row]];
        }
    }
}
