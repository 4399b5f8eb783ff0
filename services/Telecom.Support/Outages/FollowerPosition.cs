using System.Globalization;
using System.Text;
using Telecom.Storage.Events;
using Telecom.Support.Cases;

namespace Telecom.Support.Outages;

/// <summary>How far the feed of outages was followed, in this service's own store.</summary>
internal sealed class FollowerPosition(CaseEvents events, TimeProvider timeProvider)
{
    private const string Stream = "provider/followers/sla-outages";
    private const string Type = "follower.moved.v1";
    private long _version;

    /// <summary>The position; 0: nothing was followed yet.</summary>
    public async ValueTask<long> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredEvent> stored = await events.Store.ReadAsync(Stream, _version, cancellationToken);
        if (stored.Count == 0)
        {
            return 0;
        }

        _version = stored[^1].Version;
        return long.Parse(Encoding.UTF8.GetString(stored[^1].Data.Span), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Writes a position, unless another process wrote one meanwhile: what is between is read again, which changes nothing.</summary>
    public async ValueTask WriteAsync(long position, CancellationToken cancellationToken)
    {
        string text = position.ToString(CultureInfo.InvariantCulture);
        var moved = new NewEvent($"at/{text}", Type, Encoding.UTF8.GetBytes(text), timeProvider.Now().Microseconds);
        _version = (await events.Store.AppendAsync(Stream, _version, [moved], cancellationToken)).Version;
    }
}
