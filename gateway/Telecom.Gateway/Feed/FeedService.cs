using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Proxy;
using Telecom.Hosting;

namespace Telecom.Gateway.Feed;

/// <summary>
/// Serves the live feed: opens its parts with the reader's identity, writes until somebody ends it, and says why. It counts among the
/// gateway's calls, so that whoever ends those (a key that no longer holds, a gateway that goes away) ends the feed, too.
/// </summary>
internal sealed partial class FeedService(
    FeedSources sources,
    FeedPlaces places,
    LiveCalls calls,
    BackendCallOptions tokens,
    IDrain drain,
    IOptionsMonitor<FeedOptions> options,
    IOptionsMonitor<BackendOptions> backends,
    IOptions<JsonOptions> json,
    TimeProvider time,
    FeedMetrics metrics,
    ILogger<FeedService> logger)
{
    /// <summary>Most messages of the services that wait for the reader, beside the one that each part holds.</summary>
    private const int Waiting = 4;

    /// <summary>Longest wait for the reader to take the last event.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    /// <summary>Serves a feed until it ends.</summary>
    /// <param name="context">The request, whose identity is settled.</param>
    /// <param name="parent">Resource name of the customer, or "customers/-".</param>
    /// <param name="from">Position of the last event that the reader has.</param>
    /// <exception cref="RpcFailure">The gateway refuses it; nothing was sent.</exception>
    /// <exception cref="RpcException">A service refuses it; nothing was sent.</exception>
    public async Task ServeAsync(HttpContext context, string parent, FeedPosition from)
    {
        if (drain.HasBegun)
        {
            throw DrainFailure.Create();
        }

        CallerIdentity identity = context.Features.GetRequiredFeature<CallerIdentity>();
        using IDisposable place = places.Take(identity.Caller);
        using LiveCall call = calls.Enter(context);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(call.RequestAborted);
        FeedSource[] feeds = sources.For(parent);
        var signals = Channel.CreateBounded<FeedSignal>(new BoundedChannelOptions(Waiting) { SingleReader = true });
        FeedOptions current = options.CurrentValue;
        long[] after = [from.Outages, from.Cases];
        FeedPart[] parts = [.. feeds.Select((feed, i) => new FeedPart(
            i, feed, after[i], token => tokens.ForStream(context, identity.Caller, token), current, backends.CurrentValue.CallDeadline, time, signals.Writer))];
        Task running = Task.WhenAll(parts.Select(part => part.RunAsync(stop.Token)));
        try
        {
            await OpenAsync(parts, call);
            await WriteAsync(context, call, signals.Reader, [.. feeds.Select(feed => feed.Name)], from, current);
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    /// <summary>Waits for the first answers, so that a reader that may not read is told before anything is sent.</summary>
    private static async Task OpenAsync(FeedPart[] parts, LiveCall call)
    {
        RpcException?[] answers;
        try
        {
            answers = await Task.WhenAll(parts.Select(part => part.Opened));
        }
        catch (OperationCanceledException) when (call.Ending is not null)
        {
            throw call.Ending;
        }

        RpcException? refusal = answers.FirstOrDefault(
            answer => answer?.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.Unauthenticated);
        if (refusal is null && Array.TrueForAll(answers, answer => answer?.StatusCode == StatusCode.PermissionDenied))
        {
            refusal = answers[0];
        }

        if (refusal is not null)
        {
            throw refusal;
        }
    }

    private async Task WriteAsync(
        HttpContext context,
        LiveCall call,
        ChannelReader<FeedSignal> signals,
        string[] names,
        FeedPosition from,
        FeedOptions current)
    {
        HttpResponse response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var writer = new FeedWriter(response.BodyWriter, json.Value.SerializerOptions, time);
        var stream = new FeedStream(writer, signals, names, from, current, time, metrics);
        metrics.Opened();
        string why = "client";
        try
        {
            if (await stream.RunAsync(call.RequestAborted) is { } refusal)
            {
                why = "refused";
                await EndAsync(context, writer, stream.Position, ProblemMapping.From(refusal, context.GetCorrelationId()), null);
            }
        }
        catch (OperationCanceledException) when (call.Ending is { } failure)
        {
            why = "ended";
            await EndAsync(context, writer, stream.Position, ProblemMapping.From(failure, context.GetCorrelationId()), failure.RetryAfter);
        }
        catch (OperationCanceledException)
        {
            // The reader went away.
        }
        catch (TimeoutException)
        {
            why = "slow";
            Log.Slow(logger, call.Identity.Caller.Subject, current.WriteTimeout, context.GetCorrelationId());
            context.Abort();
        }
        finally
        {
            metrics.Ended(why);
        }
    }

    /// <summary>Says why the feed ends. A reader that does not take it in a short while is cut off.</summary>
    private static async Task EndAsync(HttpContext context, FeedWriter writer, FeedPosition position, object why, TimeSpan? retry)
    {
        try
        {
            if (writer.IsFlushing && !await writer.FlushAsync(Goodbye, CancellationToken.None))
            {
                return;
            }

            if (retry is { } wait)
            {
                writer.Retry(wait);
            }

            writer.Event("end", position, why);
            _ = await writer.FlushAsync(Goodbye, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            context.Abort();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5611, LogLevel.Information, "A live feed of {Subject} was cut off: nothing was read for {Timeout}, correlation id {CorrelationId}")]
        public static partial void Slow(ILogger logger, string subject, TimeSpan timeout, string correlationId);
    }
}
