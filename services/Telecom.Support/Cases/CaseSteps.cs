using System.Collections.Frozen;

namespace Telecom.Support.Cases;

/// <summary>Names of steps: in the store, and in the feed.</summary>
internal static class CaseSteps
{
    private static readonly FrozenDictionary<CaseStep, string> Names = new Dictionary<CaseStep, string>
    {
        [CaseStep.Acknowledged] = "acknowledged",
        [CaseStep.Responded] = "responded",
        [CaseStep.Waiting] = "waiting",
        [CaseStep.Resumed] = "resumed",
        [CaseStep.SeverityChanged] = "severity_changed",
        [CaseStep.Agreed] = "agreed",
        [CaseStep.Accepted] = "accepted",
        [CaseStep.Declined] = "declined",
        [CaseStep.Escalated] = "escalated",
        [CaseStep.Workaround] = "workaround",
        [CaseStep.Resolved] = "resolved",
        [CaseStep.Reopened] = "reopened",
        [CaseStep.Closed] = "closed",
        [CaseStep.Cancelled] = "cancelled",
        [CaseStep.Duplicate] = "duplicate",
        [CaseStep.Noted] = "noted",
        [CaseStep.Attached] = "attached",
        [CaseStep.Linked] = "linked",
        [CaseStep.Updated] = "updated",
        [CaseStep.RulesChanged] = "rules_changed",
        [CaseStep.Alarm] = "alarm",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, CaseStep> ByType = Names.ToFrozenDictionary(entry => TypeOf(entry.Value), entry => entry.Key);

    /// <summary>Every type of the feed, for example "case.resolved"; "case.opened" is the first.</summary>
    public static IReadOnlyList<string> FeedTypes { get; } = ["case.opened", .. Names.OrderBy(entry => entry.Key).Select(entry => $"case.{entry.Value}")];

    /// <summary>Type in the store, for example "case.resolved.v1".</summary>
    public static string StoreType(CaseStep step) => TypeOf(Names[step]);

    /// <summary>Type in the feed, for example "case.resolved".</summary>
    public static string FeedType(CaseStep step) => $"case.{Names[step]}";

    /// <summary>Name for people, for example "resolved".</summary>
    public static string Name(CaseStep step) => Names[step].Replace('_', ' ');

    /// <summary>The step of a type in the store; null for another kind of event.</summary>
    public static CaseStep? Find(string storeType) => ByType.TryGetValue(storeType, out CaseStep step) ? step : null;

    private static string TypeOf(string name) => $"case.{name}.v1";
}
