using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Hosting.Tests;

/// <summary>Who may call what, written down by hand from the protos and tried over the wire with a real token of each role.</summary>
public sealed class PolicyMatrixTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Role[]> Allowed = new()
    {
        ["CreateCustomer"] = [Role.Admin],
        ["ListCircuits"] = [Role.Agent, Role.CustomerViewer, Role.CustomerAdmin, Role.Support, Role.Billing, Role.Admin, Role.Service],
        ["ListAgents"] = [Role.CustomerViewer, Role.CustomerAdmin, Role.Support, Role.Admin, Role.Service],
        ["ListContracts"] = [Role.CustomerViewer, Role.CustomerAdmin, Role.Support, Role.Billing, Role.Admin, Role.Service],
        ["GetSnapshot"] = [Role.Service],
        ["StreamSamples"] = [Role.Agent],
    };

    private SampleHost? _host;

    public static TheoryData<string, Role> Cells()
    {
        TheoryData<string, Role> cells = [];
        foreach (string rpc in Allowed.Keys)
        {
            foreach (Role role in Enum.GetValues<Role>().Where(r => r != Role.Unspecified))
            {
                cells.Add(rpc, role);
            }
        }

        return cells;
    }

    public async Task InitializeAsync() => _host = await SampleHost.StartAsync();

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_role_may_call_exactly_what_the_policy_says(string rpc, Role role)
    {
        Exception? refusal = await Record.ExceptionAsync(() => CallAsync(rpc, _host!.As(role)));
        if (Allowed[rpc].Contains(role))
        {
            Assert.Null(refusal);
        }
        else
        {
            RpcException denied = Assert.IsType<RpcException>(refusal);
            Assert.Equal(StatusCode.PermissionDenied, denied.StatusCode);
            Assert.Equal("PERMISSION_DENIED", RpcErrorDetails.ReasonOf(denied));
        }
    }

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Without_a_token_every_rpc_is_unauthenticated(string rpc)
    {
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => CallAsync(rpc, []));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.Equal("UNAUTHENTICATED", RpcErrorDetails.ReasonOf(refusal));
    }

    public static TheoryData<string> Rpcs() => [.. Allowed.Keys];

    private async Task CallAsync(string rpc, Metadata headers)
    {
        switch (rpc)
        {
            case "CreateCustomer":
                await _host!.Catalog.CreateCustomerAsync(new CreateCustomerRequest { Customer = new Customer() }, headers);
                break;
            case "ListCircuits":
                await _host!.Catalog.ListCircuitsAsync(new ListCircuitsRequest { Parent = "customers/acme" }, headers);
                break;
            case "ListAgents":
                await _host!.Catalog.ListAgentsAsync(new ListAgentsRequest(), headers);
                break;
            case "ListContracts":
                await _host!.Catalog.ListContractsAsync(new ListContractsRequest(), headers);
                break;
            case "GetSnapshot":
                await _host!.Directory.GetSnapshotAsync(new GetSnapshotRequest(), headers);
                break;
            default:
                using (AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call = _host!.Ingestion.StreamSamples(headers))
                {
                    await call.RequestStream.CompleteAsync();
                    Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
                }

                break;
        }
    }
}
