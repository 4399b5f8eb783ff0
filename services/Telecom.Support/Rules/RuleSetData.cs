namespace Telecom.Support.Rules;

/// <summary>Rules as they are stored: everything that the clocks depend on. Which bytes of a document they came from is no part of it: a document that changes elsewhere has the same rules.</summary>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="Version">Id of the contract version.</param>
/// <param name="Plan">Id of the plan.</param>
/// <param name="Calendar">Working time.</param>
/// <param name="Terms">What is promised about cases; null: nothing.</param>
/// <param name="Alternatives">What other options of readings would promise.</param>
/// <param name="ChannelClause">Clause that promises a channel in the calendar's hours, where no time is promised; null: none.</param>
internal sealed record RuleSetData(
    string Contract,
    string Version,
    string Plan,
    CalendarData Calendar,
    TermsData? Terms,
    IReadOnlyList<AlternativeData> Alternatives,
    string? ChannelClause);
