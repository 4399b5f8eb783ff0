using Grpc.Core;

namespace Telecom.Gateway.Feed;

/// <summary>A service's feed as one part of the live feed.</summary>
/// <param name="Name">Name of the part on the wire: "outages" or "cases".</param>
/// <param name="Open">Opens it after a position with the options of a call.</param>
internal sealed record FeedSource(string Name, Func<long, CallOptions, IAsyncEnumerable<FeedMessage>> Open);
