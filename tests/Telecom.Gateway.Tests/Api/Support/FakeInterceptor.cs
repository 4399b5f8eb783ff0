using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Telecom.Gateway.Tests.Api;

/// <summary>Answers in place of every service but the directory and health. It runs inside of the suite's own interceptors.</summary>
internal sealed class FakeInterceptor(FakeAnswers answers) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        context.Method.Contains("DirectoryService", StringComparison.Ordinal) || context.Method.Contains("grpc.health", StringComparison.Ordinal)
            ? continuation(request, context)
            : Task.FromResult(answers.Answer<TResponse>((IMessage)request, context));
}
