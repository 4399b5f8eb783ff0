namespace Telecom.Gateway.Api.OpenApi;

/// <summary>What parameters of paths and queries mean. A name means the same wherever it is.</summary>
internal static class ParameterTexts
{
    private static readonly Dictionary<string, string> s_all = new()
    {
        ["subscription"] = "Resource name of the subscription; absent: all.",
        ["circuit"] = "Resource name of the circuit; absent: all.",
        ["contract"] = "Resource name of the contract; absent: all.",
        ["outage"] = "Resource name of the outage; absent: all.",
        ["pageSize"] = "Most items to return; absent: the service's own number.",
        ["pageToken"] = "nextPageToken of the page before, as it is; absent: the first page. The other parameters must be as they were.",
        ["month"] = "Calendar month in the contract's zone, \"2026-11\"; absent: the month of asOf.",
        ["period"] = "Calendar month in the contract's zone, \"2026-11\", or a year, \"2026\"; absent: the month of asOf.",
        ["asOf"] = "Rate with what was known at this instant; absent: now, or for evidence as it says.",
        ["plan"] = "Id of the plan; absent: the plan that the evidence names.",
        ["from"] = "First instant of the range of time; goes with to.",
        ["to"] = "First instant after the range; goes with from.",
        ["states"] = "States to list, repeated; absent: all.",
        ["severities"] = "Severities to list, repeated; absent: all.",
        ["severity"] = "Severity of the row.",
        ["clock"] = "Clock of the row: respond, fix or resolve.",
        ["outcome"] = "Which figure of the row; absent: all.",
        ["dueBefore"] = "Only cases of which a clock is due before this instant; absent: all.",
        ["validateOnly"] = "True: shows the case as it would be, and writes nothing.",
    };

    private static readonly Dictionary<string, string> s_feed = new()
    {
        ["lastEventId"] = "Id of the last event that the reader has, as the header Last-Event-ID; absent: it has none.",
        ["from"] = "Where to begin without a last event: \"start\" or \"now\"; absent: now.",
    };

    /// <summary>The description of a parameter of a path.</summary>
    /// <param name="name">Its name.</param>
    public static string OfPath(string name) => $"Id of the {name}.";

    /// <summary>The description of a parameter of a query.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Path of the operation.</param>
    /// <exception cref="KeyNotFoundException">It has none; a test reads the whole document.</exception>
    public static string OfQuery(string name, string path) =>
        path.EndsWith("/events", StringComparison.Ordinal) && !path.Contains("/cases/", StringComparison.Ordinal) ? s_feed[name] : s_all[name];
}
