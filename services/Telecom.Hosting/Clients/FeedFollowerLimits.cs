namespace Telecom.Hosting;

/// <summary>How a feed is followed.</summary>
/// <param name="PositionInterval">Least time between two notes of the position.</param>
/// <param name="Retry">Longest pause between two attempts.</param>
/// <param name="Silence">Silence, signs of life included, after which the feed is asked anew.</param>
public sealed record FeedFollowerLimits(TimeSpan PositionInterval, TimeSpan Retry, TimeSpan Silence);
