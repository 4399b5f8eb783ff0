using Telecom.Support.V1;

namespace Telecom.Support.Feed;

/// <summary>A piece of the feed.</summary>
/// <param name="Events">Events that the reader may see, by position.</param>
/// <param name="Position">Position up to which the store was read: where to go on.</param>
/// <param name="AtEnd">True when there was nothing more to read.</param>
internal sealed record FeedPage(IReadOnlyList<CaseEvent> Events, long Position, bool AtEnd);
