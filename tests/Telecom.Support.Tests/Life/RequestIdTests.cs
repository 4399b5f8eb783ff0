using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Life;

/// <summary>A request id stands for one thing in the life of a case.</summary>
public sealed class RequestIdTests : IAsyncLifetime
{
    private SupportRun? _run;

    private SupportRun Run => _run!;

    public async Task InitializeAsync() => _run = await SupportRun.StartAtAsync(Instants.At("2026-05-04T08:00:00Z"));

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task The_request_id_that_opened_a_case_takes_no_step_of_it()
    {
        OpenCaseRequest request = CaseCalls.OpenRequest();
        Case opened = (await Run.Client.OpenCaseAsync(request, Run.Admin)).Case;
        RpcException refused = await CaseCalls.RefusedAsync(() => Run.TakeAsync(opened.Name, Changes.Resolve(), requestId: request.RequestId));
        Assert.Equal((StatusCode.AlreadyExists, "ALREADY_EXISTS"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        Assert.Equal(opened, await Run.GetAsync(opened.Name));
        Assert.Single(await Run.EventsAsync(opened.Name));
    }

    [Fact]
    public async Task Different_steps_under_one_request_id_at_once_are_not_both_taken()
    {
        string name = (await Run.OpenAsync()).Name;
        string request = Guid.NewGuid().ToString();
        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            try
            {
                _ = await Run.TakeAsync(name, Changes.Note($"note {i}"), requestId: request);
                return true;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.AlreadyExists)
            {
                return false;
            }
        }));
        Assert.Single(taken, one => one);
        Assert.Equal(2, (await Run.EventsAsync(name)).Count);
    }
}
