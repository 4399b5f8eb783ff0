using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Hosting.Tests;

/// <summary>What the sample services do, set by each test.</summary>
internal sealed class Behaviour
{
    public Func<ServerCallContext, Task> OnUnary { get; set; } = _ => Task.CompletedTask;

    public Func<IAsyncStreamReader<StreamSamplesRequest>, IServerStreamWriter<StreamSamplesResponse>, ServerCallContext, Task> OnStream { get; set; } =
        (_, _, _) => Task.CompletedTask;

    public Func<GetSnapshotRequest, ServerCallContext, Task<GetSnapshotResponse>> OnSnapshot { get; set; } =
        (_, _) => Task.FromResult(new GetSnapshotResponse());
}

internal sealed class SampleCatalog(Behaviour behaviour) : CatalogService.CatalogServiceBase
{
    public override async Task<CreateCustomerResponse> CreateCustomer(CreateCustomerRequest request, ServerCallContext context)
    {
        await behaviour.OnUnary(context);
        return new CreateCustomerResponse { Customer = request.Customer };
    }

    public override async Task<ListCircuitsResponse> ListCircuits(ListCircuitsRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        await behaviour.OnUnary(context);
        return new ListCircuitsResponse();
    }

    public override async Task<ListAgentsResponse> ListAgents(ListAgentsRequest request, ServerCallContext context)
    {
        await behaviour.OnUnary(context);
        return new ListAgentsResponse();
    }

    public override async Task<ListContractsResponse> ListContracts(ListContractsRequest request, ServerCallContext context)
    {
        await behaviour.OnUnary(context);
        return new ListContractsResponse();
    }
}

internal sealed class SampleDirectory(Behaviour behaviour) : DirectoryService.DirectoryServiceBase
{
    public override Task<GetSnapshotResponse> GetSnapshot(GetSnapshotRequest request, ServerCallContext context) => behaviour.OnSnapshot(request, context);
}

internal sealed class SampleIngestion(Behaviour behaviour) : IngestionService.IngestionServiceBase
{
    public override Task StreamSamples(
        IAsyncStreamReader<StreamSamplesRequest> requestStream, IServerStreamWriter<StreamSamplesResponse> responseStream, ServerCallContext context) =>
        behaviour.OnStream(requestStream, responseStream, context);
}
