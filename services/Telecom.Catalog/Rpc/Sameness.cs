using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Rpc;

/// <summary>Whether a resource that is to be created is the one that exists: fields that the server sets are not compared.</summary>
internal static class Sameness
{
    /// <summary>The stored resource when it has the requested content.</summary>
    /// <exception cref="RpcFailure">ALREADY_EXISTS when it has other content; the message names the fields that differ.</exception>
    public static T Same<T>(T stored, string name, params ReadOnlySpan<(string Field, bool Equal)> fields)
    {
        List<string> different = [];
        foreach ((string field, bool equal) in fields)
        {
            if (!equal)
            {
                different.Add(field);
            }
        }

        return different.Count == 0 ? stored : throw RpcFailure.AlreadyExists(name, "different: " + string.Join(", ", different));
    }

    /// <summary>Compares customers.</summary>
    public static Customer Same(Customer stored, Customer wanted) =>
        Same(stored, stored.Name, ("display_name", stored.DisplayName == wanted.DisplayName));

    /// <summary>Compares subscriptions; a requested start of 0, no calendar and no readings ask for none in particular: they may have been changed since.</summary>
    public static Subscription Same(Subscription stored, Subscription wanted) => Same(
        stored,
        stored.Name,
        ("contract", stored.Contract == wanted.Contract),
        ("plan", stored.Plan == wanted.Plan),
        ("start_time_us", wanted.StartTimeUs == 0 || stored.StartTimeUs == wanted.StartTimeUs),
        ("calendar", wanted.Calendar is null || Equals(stored.Calendar, wanted.Calendar)),
        ("readings", wanted.Readings.Count == 0 || stored.Readings.Equals(wanted.Readings)));

    /// <summary>Compares circuits.</summary>
    public static Circuit Same(Circuit stored, Circuit wanted) => Same(
        stored,
        stored.Name,
        ("display_name", stored.DisplayName == wanted.DisplayName),
        ("subscription", stored.Subscription == wanted.Subscription),
        ("region", stored.Region == wanted.Region));

    /// <summary>Compares agents.</summary>
    public static Agent Same(Agent stored, Agent wanted) => Same(stored, stored.Name, ("display_name", stored.DisplayName == wanted.DisplayName));

    /// <summary>Compares keys; the order of roles means nothing.</summary>
    public static ApiKey Same(ApiKey stored, ApiKey wanted) => Same(
        stored,
        stored.Name,
        ("subject", stored.Subject == wanted.Subject),
        ("roles", stored.Roles.Order().SequenceEqual(wanted.Roles.Order())),
        ("expire_time_us", stored.ExpireTimeUs == wanted.ExpireTimeUs));
}
