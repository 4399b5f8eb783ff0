using Telecom.Storage.Events;

namespace Telecom.Support.Cases;

/// <summary>A case is a fold over the events of its stream. Pure: no I/O, no clock.</summary>
internal static class CaseFold
{
    /// <summary>Folds a case's events.</summary>
    /// <param name="name">Resource name of the case, which is also its stream.</param>
    /// <param name="events">All events of the stream, oldest first.</param>
    /// <returns>The case; null when there is no event.</returns>
    /// <exception cref="InvalidDataException">An event is unknown, unreadable or out of place; no guess is made.</exception>
    public static CaseRecord? Fold(string name, IReadOnlyList<StoredEvent> events)
    {
        CaseRecord? record = null;
        foreach (StoredEvent stored in events)
        {
            if (record is null)
            {
                record = stored.Type == CaseOpened.Type ? Open(name, stored) : throw Misplaced(name, stored);
                continue;
            }

            record.Apply(stored.Id, Step(name, stored), CaseEventCodec.ReadStep(stored.Data));
        }

        return record;
    }

    /// <summary>The step of an event that is not the first.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static CaseStep Step(string name, StoredEvent stored) =>
        stored.Version > 1 && CaseSteps.Find(stored.Type) is { } step ? step : throw Misplaced(name, stored);

    private static CaseRecord Open(string name, StoredEvent stored)
    {
        CaseOpened opened = CaseEventCodec.ReadOpened(stored.Data);
        return new CaseRecord(new CaseCore(name, opened, stored.RecordedAtUs), opened, stored.Id);
    }

    private static InvalidDataException Misplaced(string name, StoredEvent stored) =>
        new($"{name}: event {stored.Version} of type '{stored.Type}' does not fit.");
}
