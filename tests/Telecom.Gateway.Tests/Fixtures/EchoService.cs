using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>Does what the messages say, and remembers what it saw.</summary>
internal sealed class EchoService(EchoLog log) : EchoServiceBase
{
    public override async Task<string> Unary(string request, ServerCallContext context)
    {
        log.Headers = context.RequestHeaders;
        log.Deadline = context.Deadline;
        context.ResponseTrailers.Add("x-trailer", "unary");
        switch (request)
        {
            case "refuse":
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "not now – später"), new Metadata { { "x-trailer", "refused" } });
            case "hang":
                await log.HangAsync(context.CancellationToken);
                return "";
            case "die":
                Die(context);
                return "";
            default:
                await context.WriteResponseHeadersAsync(new Metadata { { "x-header", "early" } });
                return request;
        }
    }

    public override async Task<string> Upload(IAsyncStreamReader<string> requests, ServerCallContext context)
    {
        long characters = 0;
        await foreach (string request in requests.ReadAllAsync(context.CancellationToken))
        {
            characters += request.Length;
        }

        context.ResponseTrailers.Add("x-trailer", "upload");
        return characters.ToString(CultureInfo.InvariantCulture);
    }

    public override async Task Download(string request, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        int count = int.Parse(request, CultureInfo.InvariantCulture);
        for (int i = 0; i < count; i++)
        {
            await responses.WriteAsync(i.ToString(CultureInfo.InvariantCulture), context.CancellationToken);
        }

        context.ResponseTrailers.Add("x-trailer", "download");
    }

    public override async Task Duplex(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        await foreach (string request in requests.ReadAllAsync(context.CancellationToken))
        {
            switch (request)
            {
                case "die":
                    Die(context);
                    return;
                case "hang":
                    await log.HangAsync(context.CancellationToken);
                    return;
                case "end":
                    context.ResponseTrailers.Add("x-trailer", "ended early");
                    return;
                default:
                    await responses.WriteAsync($"echo {request}", context.CancellationToken);
                    break;
            }
        }

        context.ResponseTrailers.Add("x-trailer", "duplex");
    }

    /// <summary>Cuts the connection, as the death of the process would.</summary>
    private static void Die(ServerCallContext context) =>
        (context.GetHttpContext().Features.Get<IConnectionLifetimeFeature>() ?? throw new InvalidOperationException()).Abort();
}
