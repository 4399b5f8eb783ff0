using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Suite.Import;

/// <summary>An import from its first stream to its last: streams that break are followed by others as long as they come forward.</summary>
internal static class ImportRun
{
    /// <summary>Streams in a row that may break without any progress.</summary>
    private const int MaxIdleStreams = 6;

    /// <summary>Runs the import.</summary>
    /// <param name="options">What is imported.</param>
    /// <param name="epoch">Its identity.</param>
    /// <param name="source">Its rows.</param>
    /// <param name="refusals">Where refused rows go.</param>
    /// <param name="progress">How far it has come.</param>
    /// <param name="cancellationToken">Stops it; the next run goes on.</param>
    /// <exception cref="RpcException">It cannot go on: refused, or no progress in several streams.</exception>
    public static async Task RunAsync(
        ImportOptions options, SpoolEpoch epoch, IImportSource source, ImportRefusals refusals, ImportProgress progress, CancellationToken cancellationToken)
    {
        using GatewayChannel channel = new(options.Gateway, options.Secret);
        ImportSession session = new(new IngestionService.IngestionServiceClient(channel.Invoker), options, epoch, source, refusals, progress);
        int idle = 0;
        while (true)
        {
            try
            {
                if (await session.RunAsync(cancellationToken))
                {
                    return;
                }
            }
            catch (RpcException exception) when (MayPass(exception) && !cancellationToken.IsCancellationRequested && (session.Progressed || idle < MaxIdleStreams))
            {
                // The next stream begins where the service stands.
            }

            idle = session.Progressed ? 0 : idle + 1;
            TimeSpan wait = TimeSpan.FromMilliseconds(Math.Min(5000, 200 * Math.Pow(2, idle)));
            await Task.Delay(wait, TimeProvider.System, cancellationToken);
        }
    }

    // A proxy shows a backend's death as CANCELLED too.
    private static bool MayPass(RpcException exception) =>
        exception.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.Aborted or StatusCode.DeadlineExceeded or StatusCode.Internal
        || (exception.StatusCode == StatusCode.ResourceExhausted && RpcErrorDetails.Find<Google.Rpc.RetryInfo>(exception) is not null);
}
