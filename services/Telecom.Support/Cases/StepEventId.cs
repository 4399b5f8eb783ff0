namespace Telecom.Support.Cases;

/// <summary>
/// Ids of the events of steps: the request and a random part, so that of two calls under one request id at once the store takes one, by the
/// version, and the other finds it taken. By the request alone the store would take the second for a repetition of the first.
/// </summary>
internal static class StepEventId
{
    private const int RequestLength = 32;

    /// <summary>A new id.</summary>
    /// <param name="request">The request; null: none.</param>
    public static string New(Guid? request) => request is { } known ? $"{Key(known)}.{Guid.NewGuid():N}" : Guid.NewGuid().ToString("N");

    /// <summary>What a request is known by.</summary>
    public static string Key(Guid request) => request.ToString("N");

    /// <summary>The key of the request of an event; the id itself where it has none, as that of the first event, which is the request's.</summary>
    public static string KeyOf(string eventId) => eventId.Length > RequestLength && eventId[RequestLength] == '.' ? eventId[..RequestLength] : eventId;
}
