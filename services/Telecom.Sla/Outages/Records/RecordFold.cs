using Telecom.Storage.Events;

namespace Telecom.Sla.Outages.Records;

/// <summary>Exclusions and claims are folds over the events of their streams. Pure.</summary>
internal static class RecordFold
{
    /// <summary>Takes an event of an exclusion in.</summary>
    /// <param name="before">The exclusion before it; null before the first.</param>
    /// <param name="stored">The event.</param>
    /// <exception cref="InvalidDataException">The event is unknown, unreadable or out of place.</exception>
    public static ExclusionState Exclusion(ExclusionState? before, StoredEvent stored) => (stored.Type, before) switch
    {
        (ExclusionFact.Type, null) when stored.Version == 1 =>
            new ExclusionState(stored.Stream, FactCodec.Read(stored.Data, FactCodec.Default.ExclusionFact), null, 1, stored.Position),
        (ExclusionDecided.Type, { } state) when stored.Version == state.Version + 1 =>
            state with { Decision = FactCodec.Read(stored.Data, FactCodec.Default.ExclusionDecided), Version = stored.Version },
        _ => throw Misfit(stored),
    };

    /// <summary>Takes an event of a claim in.</summary>
    /// <param name="before">The claim before it; null before the first.</param>
    /// <param name="stored">The event.</param>
    /// <exception cref="InvalidDataException">The event is unknown, unreadable or out of place.</exception>
    public static ClaimState Claim(ClaimState? before, StoredEvent stored) => (stored.Type, before) switch
    {
        (ClaimFact.Type, null) when stored.Version == 1 =>
            new ClaimState(stored.Stream, FactCodec.Read(stored.Data, FactCodec.Default.ClaimFact), 1, stored.Position),
        _ => throw Misfit(stored),
    };

    private static InvalidDataException Misfit(StoredEvent stored) =>
        new($"{stored.Stream}: event {stored.Version} of type '{stored.Type}' does not fit.");
}
