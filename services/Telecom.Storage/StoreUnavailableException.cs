namespace Telecom.Storage;

/// <summary>The store cannot do this now (disk full, I/O error, busy, stopping); the same request may succeed later.</summary>
/// <param name="message">What happened.</param>
/// <param name="retryAfter">Least time to wait before trying again.</param>
/// <param name="innerException">The engine's own error.</param>
public sealed class StoreUnavailableException(string message, TimeSpan retryAfter, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Least time to wait before trying again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
