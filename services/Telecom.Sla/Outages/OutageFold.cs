using Telecom.Sla.V1;
using Telecom.Storage.Events;

namespace Telecom.Sla.Outages;

/// <summary>The outages of a circuit are a fold over the events of its stream. Pure.</summary>
internal static class OutageFold
{
    /// <summary>Takes one event in.</summary>
    /// <param name="circuit">Resource name of the circuit.</param>
    /// <param name="state">The circuit before it.</param>
    /// <param name="stored">The event.</param>
    /// <param name="outage">The outage after it; null when it is about none.</param>
    /// <exception cref="InvalidDataException">The event is unknown, unreadable or out of place.</exception>
    public static CircuitOutages Apply(string circuit, CircuitOutages state, StoredEvent stored, out OutageFact? outage)
    {
        outage = null;
        if (stored.Version != state.Version + 1)
        {
            throw new InvalidDataException($"{stored.Stream}: event {stored.Version} follows {state.Version}.");
        }

        if (stored.Type == ReportReceived.Type)
        {
            return state.With(FactCodec.Read(stored.Data, FactCodec.Default.ReportReceived));
        }

        if (OutageTypes.KindOf(stored.Type) == OutageEventKind.Unspecified)
        {
            throw new InvalidDataException($"{stored.Stream}: event {stored.Version} has the unknown type '{stored.Type}'.");
        }

        outage = FactCodec.Read(stored.Data, FactCodec.Default.OutageChanged).Outage;
        return outage.Circuit == circuit && outage.Place == (state.Outages.GetValueOrDefault(outage.Name)?.Place ?? 0) + 1
            ? state.With(outage)
            : throw new InvalidDataException($"{stored.Stream}: event {stored.Version} of {outage.Name} does not fit.");
    }
}
