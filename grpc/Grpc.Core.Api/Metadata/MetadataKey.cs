using System.Buffers;

namespace Grpc.Core;

/// <summary>What a metadata key may look like: the Header-Name of the gRPC over HTTP/2 protocol.</summary>
internal static class MetadataKey
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    public static string Normalize(string key, bool binary)
    {
        ArgumentNullException.ThrowIfNull(key);
        var at = key.AsSpan().IndexOfAnyExcept(Allowed);
        if (at >= 0)
        {
            throw new ArgumentException(
                $"The metadata key '{key}' has '{key[at]}' at position {at}: only letters, digits, '_', '-' and '.' are allowed.", nameof(key));
        }

        var lower = key.ToLowerInvariant();
        if (lower.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal) == binary)
        {
            return lower;
        }

        throw new ArgumentException(
            binary
                ? $"The metadata key '{key}' of a binary value must end in '{Metadata.BinaryHeaderSuffix}'."
                : $"The metadata key '{key}' of a text value must not end in '{Metadata.BinaryHeaderSuffix}'.",
            nameof(key));
    }
}
