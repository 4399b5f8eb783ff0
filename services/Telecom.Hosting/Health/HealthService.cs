using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Telecom.Hosting;

/// <summary>grpc.health.v1 for "", "liveness", "readiness" and every mapped service.</summary>
internal sealed class HealthService(HealthBoard board, IDrain drain, TimeProvider clock) : Grpc.Health.V1.Health.HealthBase
{
    /// <summary>How soon a watcher learns of a change.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        ServingStatus status = board.StatusOf(request.Service);
        return status == ServingStatus.ServiceUnknown
            ? throw RpcFailure.NotFound($"service \"{request.Service}\"")
            : Task.FromResult(new HealthCheckResponse { Status = status });
    }

    /// <inheritdoc/>
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        ServingStatus? told = null;
        while (true)
        {
            ServingStatus status = board.StatusOf(request.Service);
            if (status != told)
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
                told = status;
            }

            if (drain.Token.IsCancellationRequested)
            {
                // An open watch would hold the whole shutdown up.
                throw DrainFailure.Create();
            }

            await Task.Delay(PollInterval, clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
