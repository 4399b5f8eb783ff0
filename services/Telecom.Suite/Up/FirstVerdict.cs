using Grpc.Core;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.V1;

namespace Telecom.Suite;

/// <summary>Waits until the suite says of every demonstration circuit where it stands.</summary>
internal static class FirstVerdict
{
    /// <summary>Asks once a second.</summary>
    /// <returns>The statuses, or null when the time is up or the agent ended.</returns>
    public static async Task<IReadOnlyList<CircuitStatus>?> WaitAsync(
        GatewayChannel viewer, DemoCustomer demo, DemoAgent agent, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        Console.WriteLine("waiting for the first verdict (a slice is 10 seconds; samples have 15 seconds to arrive) ...");
        long start = time.GetTimestamp();
        long startUs = UtcInstant.From(time.GetUtcNow()).Microseconds;
        IReadOnlyList<CircuitStatus> statuses = [];
        while (time.GetElapsedTime(start) < atMost)
        {
            if (agent.Ended)
            {
                Console.Error.WriteLine("the agent ended before the first verdict");
                return null;
            }

            try
            {
                statuses = await StatusReader.ReadAllAsync(viewer, demo.Name, "", cancellationToken);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                // A service that is still warming up; the bound of the wait holds.
            }

            CircuitStatus[] measured = [.. statuses.Where(s => demo.Circuits.Any(c => c.Name == s.Circuit))];
            if (measured.Length == demo.Circuits.Count && measured.All(s => IsVerdict(s, startUs)))
            {
                return measured;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }

        Console.Error.WriteLine($"no verdict of every circuit within {atMost.TotalSeconds:F0} s; the last answer was:");
        Console.Error.WriteLine(StatusTable.Render(statuses, time.GetUtcNow()));
        return null;
    }

    /// <summary>
    /// A verdict rests on time measured since the start. "Undetermined" is one too: where the demonstration stood still for longer than
    /// the budget, nobody knows whether the plan was kept.
    /// </summary>
    private static bool IsVerdict(CircuitStatus status, long startUs) =>
        status.Availability is { MeasuredUs: > 0, State: not ObjectiveState.Unspecified }
        && status.NewestSampleUs >= startUs
        && status.Rated.EndUs >= startUs + status.Availability.IntervalUs;
}
