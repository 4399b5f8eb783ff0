using Grpc.Core;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Hosting;

/// <summary>The service under test; what it sees of each call goes to the <see cref="ProbeLog"/>.</summary>
internal sealed class ProbeHandlers(ProbeLog log) : ProbeService.ProbeServiceBase
{
    public override async Task<EchoResponse> Echo(EchoRequest request, ServerCallContext context)
    {
        log.Saw(context);
        var own = context.RequestHeaders.Where(entry => entry.Key.StartsWith("x-", StringComparison.Ordinal)).ToList();
        var headers = new Metadata();
        own.ForEach(headers.Add);
        own.ForEach(context.ResponseTrailers.Add);
        await context.WriteResponseHeadersAsync(headers);
        return new EchoResponse { Text = request.Text };
    }

    public override async Task<SumResponse> Sum(IAsyncStreamReader<SumRequest> requestStream, ServerCallContext context)
    {
        log.Saw(context);
        long total = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            total += request.Value;
        }

        return new SumResponse { Total = total };
    }

    public override async Task Count(CountRequest request, IServerStreamWriter<CountResponse> responseStream, ServerCallContext context)
    {
        log.Saw(context);

        // An endless stream ends by nothing else: its token is cancelled, or, a moment earlier, a write fails because the call is over.
        using var registration = context.CancellationToken.Register(log.SawCancellation);
        try
        {
            for (var i = 0; request.Count < 0 || i < request.Count; i++)
            {
                await responseStream.WriteAsync(new CountResponse { Value = i }, context.CancellationToken);
            }
        }
        catch (Exception)
        {
            log.SawCancellation();
            throw;
        }
    }

    public override async Task Chat(
        IAsyncStreamReader<ChatRequest> requestStream, IServerStreamWriter<ChatResponse> responseStream, ServerCallContext context)
    {
        log.Saw(context);
        using var registration = context.CancellationToken.Register(log.SawCancellation);
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            await responseStream.WriteAsync(new ChatResponse { Text = requestStream.Current.Text });
        }
    }

    public override async Task<MisbehaveResponse> Misbehave(MisbehaveRequest request, ServerCallContext context)
    {
        var attempt = log.Saw(context);
        if (request.SucceedAtAttempt > 0 && attempt >= request.SucceedAtAttempt)
        {
            return new MisbehaveResponse { Attempt = attempt };
        }

        if (request.Hang)
        {
            await HangAsync(context.CancellationToken);
        }

        if (request.Crash)
        {
            throw new InvalidOperationException("The handler crashed.");
        }

        var status = new Status((StatusCode)request.StatusCode, request.Detail);
        var trailers = new Metadata { { "x-reason", "planned" }, { "x-reason-bin", [0, 255, 10, 13] } };
        if (!request.ByContext)
        {
            throw new RpcException(status, trailers);
        }

        context.Status = status;
        trailers.ToList().ForEach(context.ResponseTrailers.Add);
        return new MisbehaveResponse();
    }

    private async Task HangAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        finally
        {
            log.SawCancellation();
        }
    }
}
