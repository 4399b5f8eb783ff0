using Microsoft.Extensions.Options;
using Telecom.Gateway.Errors;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// Tries the next address of a backend when no connection to one could be made: then nothing of the call was sent, whatever kind of call it
/// is. Nothing else is tried again here, since a call that was sent may have been carried out; its caller knows whether it may be repeated.
/// An address that could not be reached is left out for a short time.
/// </summary>
internal sealed partial class NextAddressMiddleware(
    RequestDelegate next, IDestinationHealthUpdater health, IOptionsMonitor<BackendOptions> options, ILogger<NextAddressMiddleware> logger)
{
    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request, routed to a backend, without a destination yet.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        IReverseProxyFeature proxy = context.GetReverseProxyFeature();
        HashSet<DestinationState>? tried = null;
        IReadOnlyList<DestinationState> preferred = proxy.AvailableDestinations;
        while (true)
        {
            await next(context);
            if (context.GetForwarderErrorFeature() is not { } failed
                || !NoConnection(failed)
                || proxy.ProxiedDestination is not { } unreachable
                || proxy.Route.Cluster is not { } cluster)
            {
                return;
            }

            Log.Unreachable(logger, cluster.ClusterId, unreachable.Model.Config.Address, context.GetCorrelationId());
            health.SetPassive(cluster, unreachable, DestinationHealth.Unhealthy, options.CurrentValue.UnreachableFor);
            tried ??= [];
            _ = tried.Add(unreachable);
            DestinationState[] left = [.. preferred.Where(destination => !tried.Contains(destination))];
            if (left.Length == 0)
            {
                // What was left out may be back.
                left = [.. proxy.AllDestinations.Where(destination => !tried.Contains(destination))];
            }

            if (left.Length == 0 || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.StatusCode = StatusCodes.Status200OK;
            proxy.ProxiedDestination = null;
            proxy.AvailableDestinations = left;
        }
    }

    /// <summary>True when the call failed before there was a connection that it could have been sent on.</summary>
    /// <param name="failed">How it failed.</param>
    public static bool NoConnection(IForwarderErrorFeature failed) => failed.Exception switch
    {
        HttpRequestException exception => exception.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,

        // The handler's limit for making a connection; a call that is cut says nothing of a time-out.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    private static partial class Log
    {
        [LoggerMessage(5305, LogLevel.Warning, "{Service} at {Address} cannot be reached, correlation id {CorrelationId}")]
        public static partial void Unreachable(ILogger logger, string service, string address, string correlationId);
    }
}
