using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Telecom.Sla.Outages.Records;

namespace Telecom.Sla.Outages;

/// <summary>
/// Events as JSON, so that a store can be read without this program. A field that this version does not know is an error: a newer
/// version wrote it, and a fact half understood would be counted wrongly.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OutageChanged))]
[JsonSerializable(typeof(ReportReceived))]
[JsonSerializable(typeof(FollowedTo))]
[JsonSerializable(typeof(ExclusionFact))]
[JsonSerializable(typeof(ExclusionDecided))]
[JsonSerializable(typeof(ClaimFact))]
internal sealed partial class FactCodec : JsonSerializerContext
{
    /// <summary>Writes an event.</summary>
    public static byte[] Write(OutageChanged content) => JsonSerializer.SerializeToUtf8Bytes(content, Default.OutageChanged);

    /// <summary>Writes an event.</summary>
    public static byte[] Write(ReportReceived content) => JsonSerializer.SerializeToUtf8Bytes(content, Default.ReportReceived);

    /// <summary>Writes an event.</summary>
    public static byte[] Write(FollowedTo content) => JsonSerializer.SerializeToUtf8Bytes(content, Default.FollowedTo);

    /// <summary>Writes an event.</summary>
    public static byte[] Write(ExclusionFact content) => JsonSerializer.SerializeToUtf8Bytes(content, Default.ExclusionFact);

    /// <summary>Writes an event.</summary>
    public static byte[] Write(ExclusionDecided content) => JsonSerializer.SerializeToUtf8Bytes(content, Default.ExclusionDecided);

    /// <summary>Writes an event.</summary>
    public static byte[] Write(ClaimFact content) => JsonSerializer.SerializeToUtf8Bytes(content, Default.ClaimFact);

    /// <summary>Reads an event.</summary>
    /// <param name="data">Its bytes.</param>
    /// <param name="type">What it is, for example Default.OutageChanged.</param>
    /// <exception cref="InvalidDataException">The bytes are not such an event.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> data, JsonTypeInfo<T> type)
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
