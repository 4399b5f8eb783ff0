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
    public static CaseFacts? Fold(string name, IReadOnlyList<StoredEvent> events)
    {
        CaseFacts? facts = null;
        foreach (StoredEvent stored in events)
        {
            facts = (stored.Type, facts) switch
            {
                (CaseOpened.Type, null) => Open(name, CaseEventCodec.ReadOpened(stored.Data)),
                _ => throw new InvalidDataException($"{name}: event {stored.Version} of type '{stored.Type}' does not fit."),
            };
            facts = facts with { Version = stored.Version };
        }

        return facts;
    }

    private static CaseFacts Open(string name, CaseOpened opened) =>
        new(name, opened.Content, opened.ReportedAtUs, opened.ReportedBy, 0);
}
