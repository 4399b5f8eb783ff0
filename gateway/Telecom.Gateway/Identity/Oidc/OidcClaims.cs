using System.Text.Json;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;

namespace Telecom.Gateway.Identity.Oidc;

/// <summary>Whom a verified token speaks for.</summary>
internal static class OidcClaims
{
    private const int MaxSubjectLength = 200;

    private static readonly Dictionary<string, Role> Roles = new(StringComparer.Ordinal)
    {
        ["customer-viewer"] = Role.CustomerViewer,
        ["customer-admin"] = Role.CustomerAdmin,
        ["support"] = Role.Support,
        ["billing"] = Role.Billing,
        ["admin"] = Role.Admin,
    };

    /// <summary>
    /// The caller; null when its claims do not fit together: a customer's roles need a customer, the provider's exclude one. A role that is
    /// not known grants nothing.
    /// </summary>
    /// <param name="payload">The token's claims.</param>
    /// <param name="options">Where roles and customer are.</param>
    public static Caller? Read(JsonElement payload, OidcOptions options)
    {
        string? subject = Text(Find(payload, "sub"));
        HashSet<Role> roles = [.. Names(Find(payload, options.RolesClaim)).Where(Roles.ContainsKey).Select(name => Roles[name])];
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > MaxSubjectLength || subject.Any(char.IsControl) || roles.Count == 0)
        {
            return null;
        }

        if (Find(payload, options.CustomerClaim) is not { ValueKind: not JsonValueKind.Null } customer)
        {
            return roles.IsSubsetOf(RoleRules.ProviderRoles) ? new Caller(subject, null, roles, null) : null;
        }

        return Text(customer) is { } id && ResourceName.IsId(id) && roles.IsSubsetOf(RoleRules.CustomerRoles)
            ? new Caller(subject, id, roles, null)
            : null;
    }

    /// <summary>A claim of the name, otherwise the end of a path whose parts are between dots.</summary>
    private static JsonElement? Find(JsonElement payload, string claim)
    {
        if (payload.TryGetProperty(claim, out JsonElement named))
        {
            return named;
        }

        JsonElement at = payload;
        foreach (string part in claim.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at))
            {
                return null;
            }
        }

        return at;
    }

    private static IEnumerable<string> Names(JsonElement? claim) => claim switch
    {
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(name => Text(name)).OfType<string>(),
        { ValueKind: JsonValueKind.String } text => (text.GetString() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };

    private static string? Text(JsonElement? claim) => claim is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
