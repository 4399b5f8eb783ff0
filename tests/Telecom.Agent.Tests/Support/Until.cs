using System.Runtime.CompilerServices;

namespace Telecom.Agent.Tests.Support;

/// <summary>Waits for a condition, with a bound.</summary>
internal static class Until
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    public static async Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        long began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Bound)
            {
                throw new TimeoutException($"not within {Bound}: {text}");
            }

            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    public static Task Within(this Task task) => task.WaitAsync(Bound);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Bound);
}
