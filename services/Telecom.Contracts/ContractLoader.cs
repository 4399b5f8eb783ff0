using System.Text;
using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts;

/// <summary>
/// Reads contract documents. A document is a typed form, not free YAML: unknown fields, missing fields, wrong values, references that
/// lead nowhere and worked examples that do not come out are errors, reported all at once with line and column.
/// </summary>
public static class ContractLoader
{
    /// <summary>Largest document, bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a document, checks it, and runs its worked examples.</summary>
    /// <param name="bytes">UTF-8 YAML, at most <see cref="MaxBytes"/>.</param>
    /// <param name="fileName">Name for the errors.</param>
    public static ContractLoadResult Load(ReadOnlySpan<byte> bytes, string fileName)
    {
        ErrorList errors = new(fileName);
        ContractDocument? document = TryDecode(bytes, errors) is { } text && YamlTreeBuilder.Build(text, errors) is { } root
            ? ContractReader.Read(root, errors)
            : null;
        return new ContractLoadResult(errors.Any ? null : document, errors.Sorted());
    }

    private static string? TryDecode(ReadOnlySpan<byte> bytes, ErrorList errors)
    {
        if (bytes.Length > MaxBytes)
        {
            errors.Add(1, 1, "", $"{bytes.Length} bytes; at most {MaxBytes} are allowed");
            return null;
        }

        try
        {
            return StrictUtf8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            errors.Add(1, 1, "", "not UTF-8");
            return null;
        }
    }
}
