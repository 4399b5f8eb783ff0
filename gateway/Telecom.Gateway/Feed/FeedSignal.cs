using Grpc.Core;

namespace Telecom.Gateway.Feed;

/// <summary>What a part tells the one that writes: events, or a change of its state.</summary>
/// <param name="Part">Number of the part.</param>
/// <param name="Message">Events and position; null for a change of state alone.</param>
/// <param name="State">The state after it; null when it did not change.</param>
/// <param name="Failure">Why, for a state that needs a reason.</param>
internal sealed record FeedSignal(int Part, FeedMessage? Message, FeedPartState? State, RpcException? Failure);
