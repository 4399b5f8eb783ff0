using System.Diagnostics;
using Grpc.Core;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>Waits for a condition, with a bound and a reason.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer satisfies; calls that fail because something is starting or restarting count as "not yet".</summary>
    public static async Task<T> Async<T>(string what, TimeSpan atMost, Func<Task<T>> ask, Func<T, bool> satisfied)
    {
        var watch = Stopwatch.StartNew();
        string last = "nothing";
        while (watch.Elapsed < atMost)
        {
            try
            {
                T answer = await ask();
                if (satisfied(answer))
                {
                    return answer;
                }

                last = answer?.ToString() ?? "null";
            }
            catch (Exception e) when (e is RpcException or HttpRequestException or IOException)
            {
                last = e.Message;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        Assert.Fail($"{what}: not within {atMost.TotalSeconds} s; the last answer was: {last}");
        throw new InvalidOperationException();
    }
}
