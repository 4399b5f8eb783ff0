using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Telecom.Support.Cases;

/// <summary>
/// Events as JSON, so that a store can be read without this program. A field that this version does not know is an error: a newer
/// version wrote it, and a case half understood would show wrong deadlines.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CaseOpened))]
[JsonSerializable(typeof(CaseRequested))]
[JsonSerializable(typeof(CaseStepData))]
internal sealed partial class CaseEventCodec : JsonSerializerContext
{
    /// <summary>Writes an event.</summary>
    public static byte[] Write(CaseOpened opened) => JsonSerializer.SerializeToUtf8Bytes(opened, Default.CaseOpened);

    /// <summary>Writes an event.</summary>
    public static byte[] Write(CaseRequested requested) => JsonSerializer.SerializeToUtf8Bytes(requested, Default.CaseRequested);

    /// <summary>Writes an event.</summary>
    public static byte[] Write(CaseStepData step) => JsonSerializer.SerializeToUtf8Bytes(step, Default.CaseStepData);

    /// <summary>Reads an event.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such an event.</exception>
    public static CaseOpened ReadOpened(ReadOnlyMemory<byte> data) => Read(data, Default.CaseOpened);

    /// <summary>Reads an event.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such an event.</exception>
    public static CaseRequested ReadRequested(ReadOnlyMemory<byte> data) => Read(data, Default.CaseRequested);

    /// <summary>Reads an event.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such an event.</exception>
    public static CaseStepData ReadStep(ReadOnlyMemory<byte> data) => Read(data, Default.CaseStepData);

    private static T Read<T>(ReadOnlyMemory<byte> data, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(data.Span, type) ?? throw new InvalidDataException($"{typeof(T).Name}: the event is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{typeof(T).Name}: {exception.Message}", exception);
        }
    }
}
