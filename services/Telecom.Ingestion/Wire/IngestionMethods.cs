using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Wire;

/// <summary>
/// Binds the service's methods. All are the generated ones but for the request of StreamSamples, whose bytes are handed over as they came.
/// The service class therefore does not derive from the generated base, which would be bound by itself.
/// </summary>
internal sealed class IngestionMethods : IServiceMethodProvider<IngestionService>
{
    /// <inheritdoc/>
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<IngestionService> context)
    {
        Generated generated = new();
        V1.IngestionService.BindService(generated, null);
        context.AddDuplexStreamingMethod(
            Raw(generated.Find<StreamSamplesRequest, StreamSamplesResponse>(nameof(IngestionService.StreamSamples))),
            [],
            static (service, requests, responses, call) => service.StreamSamples(requests, responses, call));
        context.AddUnaryMethod(
            generated.Find<WriteSamplesRequest, WriteSamplesResponse>(nameof(IngestionService.WriteSamples)),
            [],
            static (service, request, call) => service.WriteSamples(request, call));
        context.AddUnaryMethod(
            generated.Find<ListProducersRequest, ListProducersResponse>(nameof(IngestionService.ListProducers)),
            [],
            static (service, request, call) => service.ListProducers(request, call));
        context.AddUnaryMethod(
            generated.Find<ReportConsumedRequest, ReportConsumedResponse>(nameof(IngestionService.ReportConsumed)),
            [],
            static (service, request, call) => service.ReportConsumed(request, call));
    }

    private static Method<WireMessage, StreamSamplesResponse> Raw(Method<StreamSamplesRequest, StreamSamplesResponse> method) => new(
        method.Type,
        method.ServiceName,
        method.Name,
        new Marshaller<WireMessage>(
            static (message, context) => context.Complete(message.Bytes.ToArray()),
            static context => new WireMessage(context.PayloadAsReadOnlySequence())),
        method.ResponseMarshaller);

    /// <summary>Receives the generated methods, which are private where they are made.</summary>
    private sealed class Generated : ServiceBinderBase
    {
        private readonly Dictionary<string, IMethod> _methods = [];

        public Method<TRequest, TResponse> Find<TRequest, TResponse>(string name) => (Method<TRequest, TResponse>)_methods[name];

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            _methods.Add(method.Name, method);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) => _methods.Add(method.Name, method);
    }
}
