using System.Globalization;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.State;

/// <summary>Changes of subscriptions. The etag is the version of the subscription's stream.</summary>
internal static class SubscriptionChanges
{
    /// <summary>The subscription with the etag of a version.</summary>
    public static Subscription At(Subscription subscription, long version)
    {
        subscription.Etag = version.ToString(CultureInfo.InvariantCulture);
        return subscription;
    }

    /// <summary>Changes a subscription, or leaves it when it is as wanted already, whatever the etag says: the answer to a first attempt may be lost.</summary>
    /// <param name="stored">The subscription as it is.</param>
    /// <param name="wanted">The subscription as it shall be.</param>
    /// <param name="etag">The etag that was read; empty: whatever happened since.</param>
    /// <exception cref="RpcFailure">ABORTED when it was changed since it was read.</exception>
    public static CatalogChange<Subscription> Update(Subscription stored, Subscription wanted, string etag)
    {
        wanted.Etag = stored.Etag;
        if (wanted.Equals(stored))
        {
            return CatalogChange.None(stored);
        }

        if (etag.Length > 0 && etag != stored.Etag)
        {
            throw RpcFailure.Aborted(
                ErrorReason.VersionConflict,
                $"{stored.Name} has the etag \"{stored.Etag}\" and not \"{etag}\"; read it again and decide anew.",
                new Dictionary<string, string> { ["resource"] = stored.Name, ["etag"] = etag, ["current_etag"] = stored.Etag });
        }

        long version = long.Parse(stored.Etag, NumberStyles.None, CultureInfo.InvariantCulture);
        return CatalogChange.Of(At(wanted, version + 1), stored.Name, version, EventTypes.SubscriptionUpdated, wanted);
    }
}
