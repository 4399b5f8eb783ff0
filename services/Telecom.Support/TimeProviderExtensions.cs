using Telecom.Sla.Domain.Time;

namespace Telecom.Support;

/// <summary>The clock in the suite's own type.</summary>
internal static class TimeProviderExtensions
{
    /// <summary>Now, to the microsecond.</summary>
    /// <param name="timeProvider">The clock.</param>
    public static UtcInstant Now(this TimeProvider timeProvider) => UtcInstant.From(timeProvider.GetUtcNow());
}
