using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Identity.Sessions;

/// <summary>
/// Sessions that were ended before their time: whoever copied the cookie gets no further with it at this gateway. Gateways do not tell each
/// other, and none remembers over a restart; there a copy holds until the session's own end or that of its key or token. Who must be sure
/// revokes the key.
/// </summary>
internal sealed class EndedSessions(IOptions<GatewayIdentityOptions> options, TimeProvider timeProvider)
{
    private readonly ExpiringCache<string> _ended = new(options.Value.CacheEntries, timeProvider);

    /// <summary>Ends a session; nothing is to be remembered of one that is over by itself.</summary>
    /// <param name="session">The session.</param>
    public void Add(SessionCredential session) => _ended.Set(session.Id, session.Id, (session.ExpiresAt ?? DateTimeOffset.MaxValue) - timeProvider.GetUtcNow());

    /// <summary>True for a session that was ended here.</summary>
    /// <param name="id">Its id.</param>
    public bool Has(string id) => _ended.TryGet(id, out _);
}
