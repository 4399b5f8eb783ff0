using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>This service's own token, for calls to other services: kept for half of its life, then minted anew.</summary>
internal sealed class ServiceToken(ITokenIssuer issuer, ServiceIdentity identity, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Caller _self = new(identity.Name, null, new HashSet<Role> { RoleRules.OwnRoleOf(identity.Name) }, null);
    private readonly Lock _lock = new();
    private string? _token;
    private long _issuedAt;

    /// <summary>A token that holds for at least half of its lifetime.</summary>
    public string Current()
    {
        lock (_lock)
        {
            if (_token is null || clock.GetElapsedTime(_issuedAt) >= Lifetime / 2)
            {
                _token = issuer.Issue(_self, Lifetime);
                _issuedAt = clock.GetTimestamp();
            }

            return _token;
        }
    }
}
