using Microsoft.Extensions.Options;

namespace Telecom.Support.Webhooks.Sending;

/// <summary>When a failed try is followed by another.</summary>
/// <param name="options">First wait, factor, longest wait, jitter.</param>
/// <param name="random">Numbers from 0 to below 1.</param>
internal sealed class RetrySchedule(IOptions<WebhookOptions> options, Func<double> random)
{
    /// <summary>The wait after a failed try. What the receiver asks for makes it longer, never shorter, and never longer than the longest wait.</summary>
    /// <param name="tries">Tries so far, at least 1.</param>
    /// <param name="retryAfter">What the receiver asked for.</param>
    public TimeSpan After(int tries, TimeSpan? retryAfter)
    {
        WebhookOptions set = options.Value;
        double longest = set.MaxRetryDelay.TotalMilliseconds;
        double wait = Math.Min(set.FirstRetry.TotalMilliseconds * Math.Pow(set.RetryFactor, tries - 1), longest);
        double spread = wait * (1 + set.Jitter * (2 * random() - 1));
        double asked = Math.Max(spread, retryAfter?.TotalMilliseconds ?? 0);
        return TimeSpan.FromMilliseconds(Math.Min(asked, longest));
    }
}
