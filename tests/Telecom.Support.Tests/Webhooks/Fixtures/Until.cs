namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>Waits for a condition, with a generous bound.</summary>
internal static class Until
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until the condition holds; between looks, something may be done, such as moving a clock.</summary>
    public static async Task HoldsAsync(Func<bool> condition, string what, Action? between = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Bound, $"not within {Bound}: {what}");
            between?.Invoke();
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
