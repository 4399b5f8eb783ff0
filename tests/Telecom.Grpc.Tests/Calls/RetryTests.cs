using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class RetryTests
{
    private static readonly MisbehaveRequest UnavailableTwice = new() { StatusCode = (int)StatusCode.Unavailable, SucceedAtAttempt = 3 };

    [Fact]
    public async Task A_retried_call_succeeds_and_tells_the_server_how_often_it_was_tried()
    {
        await using var host = await ProbeHost.StartAsync();

        var response = await host.Client(Retrying(attempts: 4)).MisbehaveAsync(UnavailableTwice);

        Assert.Equal(3, response.Attempt);
        Assert.Equal([null, "1", "2"], host.Log.Calls.Select(call => call.Headers.GetValue("grpc-previous-rpc-attempts")));
    }

    [Fact]
    public async Task Retrying_ends_with_the_last_attempt()
    {
        await using var host = await ProbeHost.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client(Retrying(attempts: 2)).MisbehaveAsync(UnavailableTwice));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Equal(2, host.Log.Calls.Count);
    }

    [Fact]
    public async Task A_status_that_is_not_named_is_not_retried()
    {
        await using var host = await ProbeHost.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client(Retrying(attempts: 4)).MisbehaveAsync(
            new MisbehaveRequest { StatusCode = (int)StatusCode.InvalidArgument, SucceedAtAttempt = 2 }));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Single(host.Log.Calls);
    }

    [Fact]
    public async Task A_stream_of_requests_is_sent_again_with_the_retry()
    {
        await using var host = await ProbeHost.StartAsync(options => options.Interceptors.Add<FailingOnce>());
        using var call = host.Client(Retrying(attempts: 3)).Sum();
        for (var i = 1; i <= 10; i++)
        {
            await call.RequestStream.WriteAsync(new SumRequest { Value = i });
        }

        await call.RequestStream.CompleteAsync();

        Assert.Equal(55, (await call).Total);
        Assert.Equal(["failed"], host.Log.Notes);
    }

    [Fact]
    public async Task A_hedged_call_takes_the_first_answer()
    {
        await using var host = await ProbeHost.StartAsync();
        var options = With(new MethodConfig
        {
            Names = { MethodName.Default },
            HedgingPolicy = new HedgingPolicy
            {
                // Two, so that on a busy machine no third answer can come first.
                MaxAttempts = 2,
                HedgingDelay = TimeSpan.FromMilliseconds(20),
                NonFatalStatusCodes = { StatusCode.Unavailable },
            },
        });

        var response = await host.Client(options).MisbehaveAsync(new MisbehaveRequest { Hang = true, SucceedAtAttempt = 2 });

        Assert.Equal(2, response.Attempt);
        await host.Log.Cancelled;
    }

    private static GrpcChannelOptions Retrying(int attempts) => With(new MethodConfig
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = attempts,
            InitialBackoff = TimeSpan.FromMilliseconds(1),
            MaxBackoff = TimeSpan.FromMilliseconds(5),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    });

    private static GrpcChannelOptions With(MethodConfig config) => new() { ServiceConfig = new ServiceConfig { MethodConfigs = { config } } };
}
