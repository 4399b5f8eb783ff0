namespace Telecom.Gateway.Feed;

/// <summary>How a part of the feed does.</summary>
internal enum FeedPartState
{
    /// <summary>It is followed.</summary>
    Live,

    /// <summary>Its service is away or fails; what happens there comes later, none of it is lost.</summary>
    Behind,

    /// <summary>The caller's roles do not reach it; it stays out.</summary>
    NotAllowed,

    /// <summary>Its service refused the caller for good: the whole feed ends.</summary>
    Refused,
}
