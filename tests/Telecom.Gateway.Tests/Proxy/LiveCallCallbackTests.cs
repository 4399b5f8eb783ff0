using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Identity.Credentials;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Proxy;

public sealed class LiveCallCallbackTests
{
    [Fact]
    public void Who_ends_a_call_does_not_hear_of_the_failures_of_those_who_wait_for_its_end()
    {
        var log = new LogList<LiveCalls>();
        var calls = new LiveCalls(new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)), log);
        var context = new DefaultHttpContext { Request = { Path = "/a/b" } };
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        context.Features.Set(new CallerIdentity(new Caller("Vera", "acme", new HashSet<Common.V1.Role>(), null), "", new DevelopmentCredential()));
        using LiveCall call = calls.Enter(context);
        bool told = false;
        using CancellationTokenRegistration first = call.RequestAborted.Register(() => told = true);
        using CancellationTokenRegistration second = call.RequestAborted.Register(() => throw new InvalidOperationException("Not now."));
        Assert.True(call.End(RpcFailure.Unauthenticated("Over.")));
        Assert.Equal(StatusCode.Unauthenticated, call.Ending?.Code);
        Assert.True(told);
        Assert.Contains("/a/b", Assert.Single(log.Of(5307)), StringComparison.Ordinal);
    }
}
