using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Telecom.Hosting;

/// <summary>Answers the questions of one stream; a file that the stream has had is sent again only when it is asked for itself.</summary>
/// <param name="index">The descriptors.</param>
internal sealed class ReflectionStream(DescriptorIndex index)
{
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);

    /// <summary>The answer to a question.</summary>
    /// <param name="request">The question.</param>
    public ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse { Service = { index.Services.Select(name => new ServiceResponse { Name = name }) } };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                Put(response, index.File(request.FileByFilename), $"file \"{Shown(request.FileByFilename)}\"");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                Put(response, index.Symbol(request.FileContainingSymbol), $"symbol \"{Shown(request.FileContainingSymbol)}\"");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                ExtensionRequest asked = request.FileContainingExtension;
                Put(
                    response,
                    index.Extension(asked.ContainingType, asked.ExtensionNumber),
                    $"extension {asked.ExtensionNumber} of \"{Shown(asked.ContainingType)}\"");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                Put(response, request.AllExtensionNumbersOfType);
                break;
            default:
                response.ErrorResponse = new ErrorResponse { ErrorCode = (int)StatusCode.InvalidArgument, ErrorMessage = "The request asks for nothing." };
                break;
        }

        return response;
    }

    private void Put(ServerReflectionResponse response, string message)
    {
        if (index.Extensions(message) is { } numbers)
        {
            response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = message, ExtensionNumber = { numbers } };
        }
        else
        {
            response.ErrorResponse = NotFound($"message \"{Shown(message)}\"");
        }
    }

    private void Put(ServerReflectionResponse response, FileDescriptor? file, string what)
    {
        if (file is null)
        {
            response.ErrorResponse = NotFound(what);
            return;
        }

        List<ByteString> files = [file.SerializedData];
        _ = _sent.Add(file.Name);
        AddImports(file, files);
        response.FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { files } };
    }

    private void AddImports(FileDescriptor file, List<ByteString> files)
    {
        foreach (FileDescriptor imported in file.Dependencies)
        {
            if (_sent.Add(imported.Name))
            {
                files.Add(imported.SerializedData);
                AddImports(imported, files);
            }
        }
    }

    private static ErrorResponse NotFound(string what) => new() { ErrorCode = (int)StatusCode.NotFound, ErrorMessage = $"There is no {what}." };

    private static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
