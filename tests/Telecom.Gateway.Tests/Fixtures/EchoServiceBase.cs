using Grpc.Core;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>What grpc-dotnet binds; it looks for the attribute on a base class.</summary>
[BindServiceMethod(typeof(EchoMethods), nameof(EchoMethods.BindService))]
internal abstract class EchoServiceBase
{
    public abstract Task<string> Unary(string request, ServerCallContext context);

    public abstract Task<string> Upload(IAsyncStreamReader<string> requests, ServerCallContext context);

    public abstract Task Download(string request, IServerStreamWriter<string> responses, ServerCallContext context);

    public abstract Task Duplex(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context);
}
