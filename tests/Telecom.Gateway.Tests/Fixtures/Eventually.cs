namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>Waits for a condition, with a bound that only a failure reaches.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!condition())
        {
            Assert.False(bound.IsCancellationRequested, $"Not within {Bound}: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public static async Task<T> BecomesAsync<T>(Func<Task<T>> ask, Func<T, bool> condition, string what)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (true)
        {
            T value = await ask();
            if (condition(value))
            {
                return value;
            }

            Assert.False(bound.IsCancellationRequested, $"Not within {Bound}: {what}; last was {value}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
