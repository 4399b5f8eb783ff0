using System.Threading.Channels;
using Grpc.Core;
using Telecom.Gateway.Feed.Models;
using Telecom.Hosting;

namespace Telecom.Gateway.Feed;

/// <summary>Writes what the parts tell to one reader, with signs of life in between.</summary>
/// <param name="writer">The response.</param>
/// <param name="signals">What the parts tell.</param>
/// <param name="names">Names of the parts, by number.</param>
/// <param name="from">Position from which the reader reads.</param>
/// <param name="options">The feed's options.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Where events are counted.</param>
internal sealed class FeedStream(
    FeedWriter writer, ChannelReader<FeedSignal> signals, string[] names, FeedPosition from, FeedOptions options, TimeProvider time, FeedMetrics metrics)
{
    private FeedPosition _told = from;

    /// <summary>How far the reader is.</summary>
    public FeedPosition Position { get; private set; } = from;

    /// <summary>Writes until the reader goes, a service refuses it, or it is ended.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why a service refused the reader; null when the reader is gone.</returns>
    /// <exception cref="TimeoutException">The reader does not take what is sent.</exception>
    public async Task<RpcException?> RunAsync(CancellationToken cancellationToken)
    {
        writer.Retry(options.Retry);
        writer.Position(Position);
        Task<bool>? ready = null;
        while (true)
        {
            while (signals.TryRead(out FeedSignal? signal))
            {
                if (signal.State == FeedPartState.Refused)
                {
                    return signal.Failure;
                }

                if (!await WriteAsync(signal, cancellationToken))
                {
                    return null;
                }
            }

            if (!await writer.FlushAsync(options.WriteTimeout, cancellationToken))
            {
                return null;
            }

            ready ??= signals.WaitToReadAsync(cancellationToken).AsTask();
            if (await IsQuietAsync(ready))
            {
                SayAlive();
            }
            else
            {
                ready = null;
            }
        }
    }

    /// <summary>False when the reader is gone.</summary>
    private async ValueTask<bool> WriteAsync(FeedSignal signal, CancellationToken cancellationToken)
    {
        if (signal.State is { } state)
        {
            string code = state switch { FeedPartState.Live => "live", FeedPartState.NotAllowed => "not_allowed", _ => "behind" };
            writer.Event("status", null, new FeedStatusModel(names[signal.Part], code, state == FeedPartState.Live ? null : ReasonOf(signal.Failure)));
        }

        if (signal.Message is not { } message)
        {
            return true;
        }

        foreach (FeedEvent one in message.Events)
        {
            Move(signal.Part, one.Position);
            writer.Event(one.Type, Position, one.Data);
            _told = Position;
            metrics.Sent(one.Type);
            if (writer.IsFull && !await writer.FlushAsync(options.WriteTimeout, cancellationToken))
            {
                return false;
            }
        }

        Move(signal.Part, message.Position);
        if (message.Events.Count == 0 && Position != _told)
        {
            writer.Position(Position);
            _told = Position;
        }

        return true;
    }

    private void Move(int part, long position) =>
        Position = part == FeedSources.Outages ? Position with { Outages = position } : Position with { Cases = position };

    /// <summary>True when nothing came for so long that a sign of life is due.</summary>
    private async Task<bool> IsQuietAsync(Task<bool> ready)
    {
        try
        {
            _ = await ready.WaitAsync(options.Heartbeat, time);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private void SayAlive()
    {
        writer.Comment("heartbeat");
        if (Position != _told)
        {
            writer.Position(Position);
            _told = Position;
        }
        else
        {
            writer.Blank();
        }
    }

    private static string ReasonOf(RpcException? failure) => (failure is null ? null : RpcErrorDetails.ReasonOf(failure)) ?? "DEPENDENCY_UNAVAILABLE";
}
