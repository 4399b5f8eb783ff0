using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Telecom.Gateway.Tests.Api;

/// <summary>Messages filled by their descriptors: every field with something, or none but messages, codes and documents.</summary>
internal static class Samples
{
    private const int MaxDepth = 6;

    /// <summary>A message.</summary>
    /// <param name="type">What message.</param>
    /// <param name="full">True: every field is set; false: only messages inside are.</param>
    public static IMessage Of(MessageDescriptor type, bool full) => Of(type, full, 0);

    private static IMessage Of(MessageDescriptor type, bool full, int depth)
    {
        var message = (IMessage)Activator.CreateInstance(type.ClrType)!;
        foreach (FieldDescriptor field in type.Fields.InFieldNumberOrder())
        {
            bool nested = field.FieldType == FieldType.Message;
            if (field.IsMap)
            {
                if (full)
                {
                    ((Google.Protobuf.Collections.MapField<string, string>)field.Accessor.GetValue(message)).Add("R1", "b");
                }
            }
            else if (field.IsRepeated)
            {
                if (full || nested)
                {
                    ((System.Collections.IList)field.Accessor.GetValue(message)).Add(One(field, full, depth));
                }
            }
            else if (field.Name == "next_page_token")
            {
                // Lists have one page unless a test says otherwise.
            }
            else if (full || nested || field.FieldType == FieldType.Enum || IsDocument(field))
            {
                field.Accessor.SetValue(message, One(field, full, depth));
            }
        }

        return message;
    }

    private static object One(FieldDescriptor field, bool full, int depth) => field.FieldType switch
    {
        FieldType.Message => depth < MaxDepth ? Of(field.MessageType, full, depth + 1) : throw new InvalidOperationException($"{field.FullName} is too deep."),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, 1),
        FieldType.Bytes => ByteString.CopyFrom([.. Enumerable.Repeat((byte)0xab, 32)]),
        FieldType.Bool => true,
        FieldType.Int32 => 7,
        FieldType.UInt32 => 7u,
        FieldType.UInt64 => 7ul,
        FieldType.Int64 => 1_750_000_000_000_001,
        _ => IsDocument(field) ? """{"version":"v1","periods":[{"kind":"month","final":true,"availabilityPct":"99.9000","credit":{"amount":"-1.0000"}}]}""" : Text(field),
    };

    private static bool IsDocument(FieldDescriptor field) =>
        field.FieldType == FieldType.String && field.Name is "document" or "statement" or "evidence" && field.ContainingType.Name is "Statement" or "RateResponse";

    private static string Text(FieldDescriptor field) =>
        field.Name == "name" ? $"customers/acme/{field.ContainingType.Name.ToLowerInvariant()}s/x1" : field.Name == "etag" ? "5" : $"a {field.Name}";
}
