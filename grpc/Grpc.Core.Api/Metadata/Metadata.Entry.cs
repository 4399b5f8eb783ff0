using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>
    /// One key with a text value or, when the key ends in "-bin", a binary value. Immutable.
    /// Keys hold the letters a to z, digits, underscore, hyphen and dot; capitals are lowered.
    /// </summary>
    public class Entry
    {
        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <summary>Creates a binary entry.</summary>
        /// <param name="key">The key, ending in "-bin".</param>
        /// <param name="valueBytes">The value, copied.</param>
        /// <exception cref="ArgumentException">The key has a forbidden character or lacks the ending.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = MetadataKey.Normalize(key, binary: true);
            _bytes = [.. valueBytes];
        }

        /// <summary>Creates a text entry.</summary>
        /// <param name="key">The key, not ending in "-bin".</param>
        /// <param name="value">ASCII text. It is not checked here: HTTP/2 refuses what it cannot carry when the call is made.</param>
        /// <exception cref="ArgumentException">The key has a forbidden character or the binary ending.</exception>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = MetadataKey.Normalize(key, binary: false);
            _text = value;
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => _bytes is not null;

        /// <summary>The text value.</summary>
        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => _text ?? throw new InvalidOperationException($"The metadata entry '{Key}' is binary and has no text value.");

        /// <summary>A copy of the binary value, or the text value as ASCII.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_text!) : [.. _bytes];

        /// <summary>The entry for logs: key and text, or key and length for a binary value.</summary>
        public override string ToString() =>
            _bytes is null ? $"[Entry: key={Key}, value={_text}]" : $"[Entry: key={Key}, valueBytes={_bytes.Length} bytes]";

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);
    }
}
