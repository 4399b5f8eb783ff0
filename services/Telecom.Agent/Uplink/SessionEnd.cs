namespace Telecom.Agent.Uplink;

/// <summary>How a stream ended.</summary>
/// <param name="Kind">What to do next.</param>
/// <param name="Reason">Why, for the log.</param>
/// <param name="Floor">Least time to wait before the next stream.</param>
internal sealed record SessionEnd(SessionEndKind Kind, string Reason, TimeSpan Floor)
{
    /// <summary>Finish was answered by Finished.</summary>
    public static SessionEnd Finished { get; } = new(SessionEndKind.Finished, "finished", TimeSpan.Zero);

    /// <summary>A new stream is needed at once.</summary>
    public static SessionEnd Again(string reason) => new(SessionEndKind.Again, reason, TimeSpan.Zero);

    /// <summary>The connection is gone.</summary>
    public static SessionEnd Lost(string reason) => new(SessionEndKind.Lost, reason, TimeSpan.Zero);

    /// <summary>Trying again does not help by itself.</summary>
    public static SessionEnd Refused(string reason) => new(SessionEndKind.Refused, reason, TimeSpan.Zero);
}
