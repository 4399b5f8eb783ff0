using Telecom.Hosting;

namespace Telecom.LoadGenerator;

/// <summary>A whole run: declare, load, reconcile.</summary>
public static class LoadRun
{
    /// <summary>Runs the load.</summary>
    /// <param name="options">The load.</param>
    /// <param name="progress">Told once a second what has been done.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the load.</param>
    public static async Task<LoadReport> RunAsync(LoadOptions options, Action<string> progress, TimeProvider time, CancellationToken cancellationToken)
    {
        string adminSecret = (await File.ReadAllTextAsync(options.AdminKeyFile, cancellationToken)).Trim();
        using var admin = new GatewayChannel(options.Gateway, adminSecret);
        LoadPlan plan = await LoadSetup.DeclareAsync(admin, options, cancellationToken);
        progress($"{plan.Circuits.Count} circuits, {options.Streams} streams, {options.Rate} samples/s for {options.Seconds} s, seed {options.Seed}");

        using var channel = new GatewayChannel(options.Gateway, plan.Secret);
        long start = time.GetTimestamp();
        Task<LaneResult>[] lanes = [.. Enumerable.Range(0, options.Streams).Select(lane => new LaneSender(options, plan, lane, time).RunAsync(channel, cancellationToken))];
        Task<LaneResult[]> all = Task.WhenAll(lanes);
        while (await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(5), time, cancellationToken)) != all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress($"{time.GetElapsedTime(start).TotalSeconds:F0} s");
        }

        LaneResult[] results = await all;
        double wall = time.GetElapsedTime(start).TotalSeconds;
        ulong sent = results.Aggregate(0UL, (sum, r) => sum + r.SentSamples - r.RefusedSamples);
        Reconciliation server = await Reconciliation.ReadAsync(
            admin, plan.Agent, sent, TimeSpan.FromSeconds(options.SettleSeconds), time, cancellationToken);
        return LoadReport.Of(options, wall, results, server);
    }
}
