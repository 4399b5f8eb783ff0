namespace Telecom.Sla.Tests.Fakes;

/// <summary>Waits for conditions, with a bound that only a defect reaches.</summary>
internal static class Until
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource bound = new(Bound);
        while (!await condition())
        {
            Assert.False(bound.IsCancellationRequested, $"The condition did not hold within {Bound}.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }
}
