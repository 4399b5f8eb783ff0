namespace Telecom.Ingestion.Tests.Support;

/// <summary>Every wait of a test has a bound; what is awaited comes long before it, or never.</summary>
internal static class Bound
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<T> WithinBound<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task WithinBound(this Task task) => task.WaitAsync(Limit);

    /// <summary>Waits for a condition that another thread brings about.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using CancellationTokenSource limit = new(Limit);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Not within {Limit}: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
        }
    }
}
