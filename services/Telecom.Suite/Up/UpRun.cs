using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Suite;

/// <summary>The life of "telecom up".</summary>
internal static class UpRun
{
    /// <summary>Runs until cancelled, or until the first verdict with --once.</summary>
    /// <returns>0 when all went well; 1 when no verdict came in time or the agent failed.</returns>
    public static async Task<int> RunAsync(UpOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.DataDirectory);
        await using SuiteServices suite = await SuiteServices.StartAsync(options, cancellationToken);
        Console.WriteLine($"suite     {suite.GatewayAddress}  (data in {options.DataDirectory})");
        Console.WriteLine($"admin key {Path.Combine(options.DataDirectory, "catalog", "admin.key")}");
        if (!options.Demo)
        {
            await WaitForStopAsync(cancellationToken);
            return 0;
        }

        DemoCustomer demo = await DemoRegistration.RegisterAsync(options, suite.GatewayAddress, cancellationToken);
        foreach (DemoCircuit circuit in demo.Circuits)
        {
            Console.WriteLine($"circuit   {circuit.Name}  {circuit.What}");
        }

        await using DemoAgent agent = DemoAgent.Start(demo);
        using var viewer = new GatewayChannel(suite.GatewayAddress, demo.ViewerSecret);
        int result = 0;
        try
        {
            IReadOnlyList<CircuitStatus>? first = await FirstVerdict.WaitAsync(viewer, demo, agent, options.FirstVerdict, time, cancellationToken);
            result = first is null ? 1 : 0;
            if (first is not null)
            {
                Console.WriteLine(StatusTable.Render(first, time.GetUtcNow()));
                Console.WriteLine($"dashboard {suite.GatewayAddress}/");
            }

            if (!options.Once && first is not null)
            {
                Console.WriteLine("running; Ctrl-C stops it");
                await WaitForStopAsync(cancellationToken);
            }
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is OperationCanceledException or Grpc.Core.RpcException)
        {
            Console.WriteLine("stopping");
        }

        int agentCode = await agent.StopAsync();
        Console.WriteLine(agentCode == 0 ? "agent     stopped, everything it measured is acknowledged" : $"agent     stopped with code {agentCode}; its spool keeps what is not acknowledged");
        return agentCode == 0 ? result : 1;
    }

    private static async Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration _ = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }
}
