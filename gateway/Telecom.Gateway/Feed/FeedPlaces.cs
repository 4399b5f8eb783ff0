using System.Globalization;
using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Feed;

/// <summary>Counts open feeds: a customer has its number of places, and so has the provider's staff.</summary>
/// <param name="options">The feed's options.</param>
internal sealed class FeedPlaces(IOptionsMonitor<FeedOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a place until the result is disposed.</summary>
    /// <param name="caller">Who reads.</param>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED with the limit.</exception>
    public IDisposable Take(Caller caller)
    {
        string holder = caller.Customer is { } customer ? $"customers/{customer}" : "provider";
        (string option, int most) = caller.Customer is null
            ? (nameof(FeedOptions.MaxProviderFeeds), options.CurrentValue.MaxProviderFeeds)
            : (nameof(FeedOptions.MaxFeedsPerCustomer), options.CurrentValue.MaxFeedsPerCustomer);
        lock (_lock)
        {
            int taken = _taken.GetValueOrDefault(holder);
            if (taken < most)
            {
                _taken[holder] = taken + 1;
                return new Place(this, holder);
            }
        }

        throw RpcFailure.QuotaExceeded(
            holder,
            $"{holder} has {most.ToString(CultureInfo.InvariantCulture)} live feeds open, which is the most ({FeedOptions.Section}:{option}).",
            options.CurrentValue.Retry,
            new Dictionary<string, string> { ["limit"] = $"{FeedOptions.Section}:{option}", ["value"] = most.ToString(CultureInfo.InvariantCulture) });
    }

    private void Leave(string holder)
    {
        lock (_lock)
        {
            int left = _taken[holder] - 1;
            if (left == 0)
            {
                _ = _taken.Remove(holder);
            }
            else
            {
                _taken[holder] = left;
            }
        }
    }

    private sealed class Place(FeedPlaces places, string holder) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                places.Leave(holder);
            }
        }
    }
}
