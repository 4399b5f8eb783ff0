using System.Text;
using Grpc.Core;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>One method of each kind under the name of a public service, with texts as messages: the proxy does not look into them.</summary>
internal static class EchoMethods
{
    private const string Service = "telecom.ingestion.v1.IngestionService";
    private static readonly Marshaller<string> Text = Marshallers.Create(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);

    public static Method<string, string> Unary { get; } = new(MethodType.Unary, Service, "Unary", Text, Text);

    public static Method<string, string> Upload { get; } = new(MethodType.ClientStreaming, Service, "Upload", Text, Text);

    public static Method<string, string> Download { get; } = new(MethodType.ServerStreaming, Service, "Download", Text, Text);

    public static Method<string, string> Duplex { get; } = new(MethodType.DuplexStreaming, Service, "Duplex", Text, Text);

    /// <summary>grpc-dotnet passes no instance: it wants the methods' shapes and makes an instance for each call.</summary>
    public static void BindService(ServiceBinderBase binder, EchoServiceBase? service)
    {
        binder.AddMethod(Unary, service is null ? null : (UnaryServerMethod<string, string>)service.Unary);
        binder.AddMethod(Upload, service is null ? null : (ClientStreamingServerMethod<string, string>)service.Upload);
        binder.AddMethod(Download, service is null ? null : (ServerStreamingServerMethod<string, string>)service.Download);
        binder.AddMethod(Duplex, service is null ? null : (DuplexStreamingServerMethod<string, string>)service.Duplex);
    }
}
