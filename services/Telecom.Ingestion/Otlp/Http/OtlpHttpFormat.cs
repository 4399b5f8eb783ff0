using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Telecom.Ingestion.Otlp.Http;

/// <summary>The two forms of OTLP/HTTP: protobuf, and the JSON mapping of protobuf with the differences that OTLP makes.</summary>
/// <remarks>
/// OTLP/JSON has trace and span ids in hexadecimal where the JSON mapping of protobuf has base64. Metrics carry them only in exemplars, whose
/// ids of 16 and 32 digits are base64 too and are not looked at. Unknown fields are left out, enum values may be numbers.
/// </remarks>
internal sealed class OtlpHttpFormat
{
    private const int MaxDepth = 64;

    private static readonly JsonParser Parser = new(new JsonParser.Settings(MaxDepth).WithIgnoreUnknownFields(true));
    private static readonly JsonFormatter Formatter = new(
        JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(Google.Rpc.ErrorDetailsReflection.Descriptor)));

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly bool _json;

    private OtlpHttpFormat(string mediaType, bool json) => (MediaType, _json) = (mediaType, json);

    /// <summary>application/x-protobuf.</summary>
    public static OtlpHttpFormat Protobuf { get; } = new("application/x-protobuf", json: false);

    /// <summary>application/json.</summary>
    public static OtlpHttpFormat Json { get; } = new("application/json", json: true);

    /// <summary>The media type, of requests and of their answers.</summary>
    public string MediaType { get; }

    /// <summary>The form of a content type; null for another one.</summary>
    public static OtlpHttpFormat? Find(string? contentType)
    {
        string type = contentType?.Split(';')[0].Trim() ?? "";
        return type.Equals(Protobuf.MediaType, StringComparison.OrdinalIgnoreCase) ? Protobuf
            : type.Equals(Json.MediaType, StringComparison.OrdinalIgnoreCase) ? Json
            : null;
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no such message, or nested too deep.</exception>
    public T Read<T>(ReadOnlySpan<byte> bytes, MessageParser<T> parser)
        where T : IMessage<T>, new()
    {
        if (!_json)
        {
            return parser.ParseFrom(bytes);
        }

        try
        {
            return Parser.Parse<T>(StrictUtf8.GetString(bytes));
        }
        catch (Exception exception) when (exception is InvalidJsonException or DecoderFallbackException or FormatException or OverflowException)
        {
            throw new UnreadableBodyException(exception.Message, exception);
        }
    }

    /// <summary>Writes a message.</summary>
    public byte[] Write(IMessage message) => _json ? Encoding.UTF8.GetBytes(Formatter.Format(message)) : message.ToByteArray();
}
