using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Telecom.Sla.Domain.Cases;

namespace Telecom.Support.Rules;

/// <summary>Rules as JSON. The order of members and of lists is fixed, so that equal rules have equal bytes and one hash.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(RuleSetData))]
[JsonSerializable(typeof(CaseLevel))]
internal sealed partial class RuleCodec : JsonSerializerContext
{
    /// <summary>Type of the event that stores rules.</summary>
    public const string EventType = "case-rules.recorded.v1";

    /// <summary>Stream of the rules of a hash.</summary>
    public static string StreamOf(string hash) => $"provider/case-rules/{hash}";

    /// <summary>Writes rules.</summary>
    public static byte[] Write(RuleSetData data) => JsonSerializer.SerializeToUtf8Bytes(data, Default.RuleSetData);

    /// <summary>Hash of the stored form.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Reads rules.</summary>
    /// <exception cref="InvalidDataException">The bytes are no rules.</exception>
    public static CaseRuleSet Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            RuleSetData data = JsonSerializer.Deserialize(bytes.Span, Default.RuleSetData) ?? throw new InvalidDataException("The rules are null.");
            return new CaseRuleSet(HashOf(bytes.Span), data);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Rules: {exception.Message}", exception);
        }
    }
}
