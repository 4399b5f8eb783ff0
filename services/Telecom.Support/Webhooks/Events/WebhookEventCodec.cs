using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Telecom.Support.Webhooks.Events;

/// <summary>A webhook's events as JSON. A field that this version does not know is an error: a newer version wrote it, and no guess is made.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WebhookCreated))]
[JsonSerializable(typeof(WebhookDeleted))]
[JsonSerializable(typeof(WebhookSecretRotated))]
[JsonSerializable(typeof(WebhookRedeliveryAsked))]
[JsonSerializable(typeof(WebhookProgress))]
internal sealed partial class WebhookEventCodec : JsonSerializerContext
{
    /// <summary>Writes an event.</summary>
    /// <typeparam name="T">One of the events of this folder.</typeparam>
    /// <param name="data">The event.</param>
    public static byte[] Write<T>(T data) => JsonSerializer.SerializeToUtf8Bytes(data, TypeOf<T>());

    /// <summary>Reads an event.</summary>
    /// <typeparam name="T">One of the events of this folder.</typeparam>
    /// <param name="data">Its bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are not such an event.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> data)
    {
        try
        {
            return JsonSerializer.Deserialize(data.Span, TypeOf<T>()) ?? throw new InvalidDataException($"{typeof(T).Name}: the event is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{typeof(T).Name}: {exception.Message}", exception);
        }
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)(Default.GetTypeInfo(typeof(T))
        ?? throw new ArgumentException($"{typeof(T).Name} is no event of a webhook.", nameof(T)));
}
