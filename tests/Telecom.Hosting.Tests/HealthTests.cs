using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Ingestion.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Telecom.Hosting.Tests;

public sealed class HealthTests
{
    private const string Catalog = "telecom.catalog.v1.CatalogService";

    [Fact]
    public async Task Nothing_serves_before_every_condition_holds_but_the_process_lives()
    {
        Switch first = new(), second = new();
        await using SampleHost host = await SampleHost.StartAsync(s => s.AddSingleton<IReadiness>(first).AddSingleton<IReadiness>(second));
        foreach (string name in (string[])["", "readiness", Catalog, "grpc.health.v1.Health"])
        {
            Assert.Equal(ServingStatus.NotServing, await CheckAsync(host, name));
        }

        Assert.Equal(ServingStatus.Serving, await CheckAsync(host, "liveness"));
        first.Holds = true;
        Assert.Equal(ServingStatus.NotServing, await CheckAsync(host, "readiness"));
        second.Holds = true;
        foreach (string name in (string[])["", "readiness", "liveness", Catalog])
        {
            Assert.Equal(ServingStatus.Serving, await CheckAsync(host, name));
        }

        first.Holds = false;
        Assert.Equal(ServingStatus.NotServing, await CheckAsync(host, Catalog));
    }

    [Fact]
    public async Task An_unknown_service_is_not_found_for_check_and_service_unknown_for_watch()
    {
        await using SampleHost host = await SampleHost.StartAsync();
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => CheckAsync(host, "telecom.sla.v1.SlaService"));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        using AsyncServerStreamingCall<HealthCheckResponse> watch = host.Health.Watch(new HealthCheckRequest { Service = "nobody" });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(ServingStatus.ServiceUnknown, watch.ResponseStream.Current.Status);
    }

    [Fact]
    public async Task A_watcher_is_told_of_each_change_and_of_nothing_else()
    {
        Switch condition = new();
        await using SampleHost host = await SampleHost.StartAsync(s => s.AddSingleton<IReadiness>(condition));
        using AsyncServerStreamingCall<HealthCheckResponse> watch = host.Health.Watch(new HealthCheckRequest());
        foreach (bool holds in (bool[])[false, true, false, true])
        {
            condition.Holds = holds;
            Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Until.Bound));
            Assert.Equal(holds ? ServingStatus.Serving : ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        }
    }

    [Fact]
    public async Task On_shutdown_health_turns_first_then_streams_are_told_to_end_and_finish_what_they_have()
    {
        FakeClock clock = new();
        await using SampleHost host = await SampleHost.StartAsync(
            s => s.AddSingleton<TimeProvider>(clock), new() { ["Drain:Delay"] = "00:05:00", ["Drain:Timeout"] = "00:10:00" });
        IDrain drain = host.App.Services.GetRequiredService<IDrain>();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Behaviour.OnStream = async (_, responses, _) =>
        {
            entered.SetResult();
            await drain.Token.UntilCancelledAsync();
            await responses.WriteAsync(new StreamSamplesResponse { Ack = new Ack { DurableSequence = 7 } });
            throw DrainFailure.Create();
        };
        using AsyncServerStreamingCall<HealthCheckResponse> watch = host.Health.Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);
        Metadata agent = SampleHost.Bearer(host.TokenOf(Callers.Of(Common.V1.Role.Agent), clock: clock));
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> stream = host.Ingestion.StreamSamples(agent);
        Task<bool> acknowledged = stream.ResponseStream.MoveNext(CancellationToken.None);
        // The clock moves by minutes below, and the token lives for minutes: the stream must be in before that.
        await entered.Task.WaitAsync(Until.Bound);
        // A client that may still send when the connection closes can lose the status with it; how a service drains those is its own affair.
        await stream.RequestStream.CompleteAsync();

        Task stopping = host.App.StopAsync();
        await Until.TrueAsync(() => drain.HasBegun, "drain begins");
        Assert.Equal(ServingStatus.NotServing, await CheckAsync(host, "readiness"));
        Assert.Equal(ServingStatus.Serving, await CheckAsync(host, "liveness"));
        Assert.False(drain.Token.IsCancellationRequested);
        Assert.False(acknowledged.IsCompleted);
        Task<bool> told = watch.ResponseStream.MoveNext(CancellationToken.None);
        await clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(50), () => told.IsCompleted, "the watcher is told");
        Assert.True(await told);
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);

        await clock.AdvanceUntilAsync(TimeSpan.FromMinutes(5), () => acknowledged.IsCompleted, "the stream is told to end");
        Assert.True(await acknowledged);
        Assert.Equal(7UL, stream.ResponseStream.Current.Ack.DurableSequence);
        RpcException end = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Until.Bound));
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        Assert.Equal("DRAINING", RpcErrorDetails.ReasonOf(end));
        Assert.Equal("DRAINING", RpcErrorDetails.ReasonOf(
            await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Until.Bound))));
        await stopping.WaitAsync(Until.Bound);
    }

    [Fact]
    public async Task A_signal_to_stop_turns_health_at_once()
    {
        await using SampleHost host = await SampleHost.StartAsync();
        IDrain drain = host.App.Services.GetRequiredService<IDrain>();
        host.App.Lifetime.StopApplication();
        Assert.True(drain.HasBegun);
        Assert.False(drain.Token.IsCancellationRequested);
        Assert.Equal(ServingStatus.NotServing, await CheckAsync(host, ""));
    }

    private static async Task<ServingStatus> CheckAsync(SampleHost host, string service) =>
        (await host.Health.CheckAsync(new HealthCheckRequest { Service = service })).Status;

    private sealed class Switch : IReadiness
    {
        private volatile bool _holds;

        public string Condition => "the test says so";

        public bool Holds
        {
            get => _holds;
            set => _holds = value;
        }
    }
}
