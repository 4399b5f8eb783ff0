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
        log.Messages.Enqueue(request);
        context.ResponseTrailers.Add("x-trailer", "unary");
        switch (request)
        {
            case "refuse":
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "not now – später"), new Metadata { { "x-trailer", "refused" } });
            case "hang":
                await log.HangAsync(context.CancellationToken);
                return "";
            case "headers, hang":
                await context.WriteResponseHeadersAsync([]);
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
        using IDisposable open = log.Enter();
        await foreach (string request in requests.ReadAllAsync(context.CancellationToken))
        {
            switch (request)
            {
                case "headers":
                    await context.WriteResponseHeadersAsync([]);
                    break;
                case "hang":
                    await log.HangAsync(context.CancellationToken);
                    break;
                default:
                    break;
            }

            characters += request.Length;
        }

        context.ResponseTrailers.Add("x-trailer", "upload");
        return characters.ToString(CultureInfo.InvariantCulture);
    }

    public override async Task Download(string request, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        log.Messages.Enqueue(request);
        using IDisposable open = log.Enter();
        string[] words = request.Split(' ');
        int count = int.Parse(words[0], CultureInfo.InvariantCulture);
        for (int i = 0; i < count; i++)
        {
            await responses.WriteAsync(i.ToString(CultureInfo.InvariantCulture), context.CancellationToken);
        }

        if (words.Length > 1)
        {
            await log.HangAsync(context.CancellationToken);
        }

        context.ResponseTrailers.Add("x-trailer", "download");
    }

    public override async Task Duplex(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        using IDisposable open = log.Enter();
        await foreach (string request in requests.ReadAllAsync(context.CancellationToken))
        {
            log.Messages.Enqueue(request);
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
