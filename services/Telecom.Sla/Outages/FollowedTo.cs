namespace Telecom.Sla.Outages;

/// <summary>How far a feed of another service was followed.</summary>
/// <param name="Position">Position of the last event of it that is in this store.</param>
internal sealed record FollowedTo(long Position)
{
    /// <summary>Type of the event.</summary>
    public const string Type = "follower.moved.v1";
}
