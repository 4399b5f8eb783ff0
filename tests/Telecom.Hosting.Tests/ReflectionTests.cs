using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace Telecom.Hosting.Tests;

public sealed class ReflectionTests
{
    private const string Catalog = "telecom.catalog.v1.CatalogService";

    private static readonly Dictionary<string, string?> On = new() { ["Grpc:Reflection"] = "true" };

    [Fact]
    public async Task A_service_lists_what_it_has_mapped_and_nothing_else()
    {
        await using SampleHost host = await SampleHost.StartAsync(settings: On);
        ServerReflectionResponse response = Assert.Single(await AskAsync(host, new ServerReflectionRequest { Host = "me", ListServices = "*" }));
        Assert.Equal(
            [
                "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", Catalog,
                "telecom.catalog.v1.DirectoryService", "telecom.ingestion.v1.IngestionService",
            ],
            response.ListServicesResponse.Service.Select(service => service.Name));
        Assert.Equal("me", response.ValidHost);
        Assert.Equal("*", response.OriginalRequest.ListServices);
    }

    [Theory]
    [InlineData(Catalog)]
    [InlineData($"{Catalog}.GetCircuit")]
    [InlineData("telecom.catalog.v1.GetCircuitRequest")]
    [InlineData("telecom.catalog.v1.GetCircuitRequest.name")]
    public async Task A_symbol_is_answered_with_its_file_and_all_that_it_imports(string symbol)
    {
        await using SampleHost host = await SampleHost.StartAsync(settings: On);
        ServerReflectionResponse response = Assert.Single(await AskAsync(host, new ServerReflectionRequest { FileContainingSymbol = symbol }));
        FileDescriptorProto[] files = [.. response.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)];
        Assert.Equal("telecom/catalog/v1/catalog_service.proto", files[0].Name);
        Assert.Empty(files.SelectMany(file => file.Dependency).Except(files.Select(file => file.Name)));

        // The bytes are enough to build the service from.
        IReadOnlyList<FileDescriptor> built = FileDescriptor.BuildFromByteStrings(
            response.FileDescriptorResponse.FileDescriptorProto.OrderBy(file => OrderOf(files, FileDescriptorProto.Parser.ParseFrom(file).Name)));
        Assert.Contains(built.SelectMany(file => file.Services), service => service.FullName == Catalog && service.FindMethodByName("GetCircuit") is not null);
    }

    [Fact]
    public async Task A_stream_gets_an_import_once_and_a_file_that_it_asks_for_each_time()
    {
        await using SampleHost host = await SampleHost.StartAsync(settings: On);
        var request = new ServerReflectionRequest { FileByFilename = "telecom/catalog/v1/resources.proto" };
        ServerReflectionResponse[] responses = await AskAsync(host, request, request);
        Assert.True(responses[0].FileDescriptorResponse.FileDescriptorProto.Count > 1);
        Assert.Single(responses[1].FileDescriptorResponse.FileDescriptorProto);
    }

    [Fact]
    public async Task What_is_not_known_is_not_found_and_the_stream_goes_on()
    {
        await using SampleHost host = await SampleHost.StartAsync(settings: On);
        ServerReflectionResponse[] responses = await AskAsync(
            host,
            new ServerReflectionRequest { FileContainingSymbol = "telecom.support.v1.SupportService" },
            new ServerReflectionRequest { FileByFilename = "telecom/nothing.proto" },
            new ServerReflectionRequest { FileContainingExtension = new ExtensionRequest { ContainingType = "google.protobuf.MethodOptions", ExtensionNumber = 1 } },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "telecom.Nothing" },
            new ServerReflectionRequest());
        Assert.Equal(
            [StatusCode.NotFound, StatusCode.NotFound, StatusCode.NotFound, StatusCode.NotFound, StatusCode.InvalidArgument],
            responses.Select(response => (StatusCode)response.ErrorResponse.ErrorCode));
        Assert.Contains("telecom.support.v1.SupportService", responses[0].ErrorResponse.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extension_is_found_by_its_number()
    {
        await using SampleHost host = await SampleHost.StartAsync(settings: On);
        ServerReflectionResponse[] responses = await AskAsync(
            host,
            new ServerReflectionRequest { AllExtensionNumbersOfType = "google.protobuf.MethodOptions" },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "telecom.catalog.v1.Circuit" },
            new ServerReflectionRequest { FileContainingExtension = new ExtensionRequest { ContainingType = "google.protobuf.MethodOptions", ExtensionNumber = 51001 } });
        Assert.Equal([51001], responses[0].AllExtensionNumbersResponse.ExtensionNumber);
        Assert.Empty(responses[1].AllExtensionNumbersResponse.ExtensionNumber);
        Assert.Equal(
            "telecom/common/v1/access_policy.proto",
            FileDescriptorProto.Parser.ParseFrom(responses[2].FileDescriptorResponse.FileDescriptorProto[0]).Name);
    }

    [Fact]
    public async Task The_older_name_answers_the_same()
    {
        await using SampleHost host = await SampleHost.StartAsync(settings: On);
        using var call = new Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new Grpc.Reflection.V1Alpha.ServerReflectionRequest { FileContainingSymbol = Catalog });
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Until.Bound));
        ServerReflectionResponse newer = Assert.Single(await AskAsync(host, new ServerReflectionRequest { FileContainingSymbol = Catalog }));
        Assert.Equal(newer.ToByteString(), call.ResponseStream.Current.ToByteString());
    }

    [Fact]
    public async Task In_production_it_is_off_unless_it_is_asked_for_which_is_said_in_the_log()
    {
        await using (SampleHost off = await SampleHost.StartAsync())
        {
            Assert.True(off.App.Environment.IsProduction());
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => AskAsync(off, new ServerReflectionRequest { ListServices = "" }));
            Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
            Assert.DoesNotContain(off.Logs.Entries, entry => entry.Id.Id == 181);
        }

        await using SampleHost on = await SampleHost.StartAsync(settings: On);
        Assert.Equal(LogLevel.Warning, Assert.Single(on.Logs.Entries, entry => entry.Id.Id == 181).Level);
    }

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Staging", null, true)]
    [InlineData("Production", null, false)]
    [InlineData("Production", true, true)]
    [InlineData("Development", false, false)]
    public void It_is_on_outside_production_unless_stated(string environment, bool? stated, bool on) =>
        Assert.Equal(on, new ReflectionOptions { Reflection = stated }.IsOn(new HostingEnvironment { EnvironmentName = environment }));

    [Fact]
    public async Task An_open_stream_does_not_hold_the_shutdown_up()
    {
        await using SampleHost host = await SampleHost.StartAsync(settings: new(On) { ["Drain:Delay"] = "00:00:00" });
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call =
            new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Until.Bound));
        Task stopped = host.App.StopAsync();
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Until.Bound));
        Assert.Equal("DRAINING", RpcErrorDetails.ReasonOf(error));
        await stopped.WaitAsync(Until.Bound);
    }

    private static async Task<ServerReflectionResponse[]> AskAsync(SampleHost host, params ServerReflectionRequest[] requests)
    {
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call =
            new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        List<ServerReflectionResponse> responses = [];
        foreach (ServerReflectionRequest request in requests)
        {
            await call.RequestStream.WriteAsync(request);
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Until.Bound));
            responses.Add(call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Until.Bound));
        return [.. responses];
    }

    /// <summary>Imports before what imports them, as the library wants them.</summary>
    private static int OrderOf(FileDescriptorProto[] files, string name) =>
        1 + files.Single(file => file.Name == name).Dependency.Select(import => OrderOf(files, import)).DefaultIfEmpty(0).Max();
}
