using System.Globalization;
using OpenTelemetry.Proto.Common.V1;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>Attributes as text.</summary>
internal static class AttributeReader
{
    /// <summary>The value of an attribute as text; null when it is absent or is no text, number or truth value.</summary>
    public static string? Find(IEnumerable<KeyValue> attributes, string key)
    {
        foreach (KeyValue attribute in attributes)
        {
            if (attribute.Key == key)
            {
                return Text(attribute.Value);
            }
        }

        return null;
    }

    private static string? Text(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };
}
