using System.Collections;
using System.Diagnostics;

namespace Grpc.Core;

/// <summary>
/// An ordered list of header or trailer entries: request headers, response headers or response trailers of one call.
/// A key may occur more than once; the last entry wins in the single-value lookups. Not safe for concurrent writing.
/// </summary>
[DebuggerDisplay("Count = {Count}")]
public sealed partial class Metadata : IList<Metadata.Entry>
{
    /// <summary>The ending that marks a key whose value is bytes (sent as base64 over HTTP/2).</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>A list without entries that refuses every change.</summary>
    public static readonly Metadata Empty = new(readOnly: true);

    private readonly List<Entry> _entries = [];

    /// <summary>Creates an empty list that can be added to.</summary>
    public Metadata()
        : this(readOnly: false)
    {
    }

    private Metadata(bool readOnly) => IsReadOnly = readOnly;

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>Whether this list refuses changes, as <see cref="Empty"/> does.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The entry at a position.</summary>
    /// <param name="index">Zero-based position.</param>
    /// <exception cref="InvalidOperationException">Set on a read-only list.</exception>
    public Entry this[int index]
    {
        get => _entries[index];
        set => Writable()[index] = NotNull(value);
    }

    /// <summary>Finds the last entry with a key.</summary>
    /// <param name="key">The key, in any letter case.</param>
    /// <returns>The entry, or null when there is none.</returns>
    public Entry? Get(string key) => _entries.FindLast(entry => entry.HasKey(key));

    /// <summary>Finds the text of the last entry with a key.</summary>
    /// <param name="key">The key, in any letter case.</param>
    /// <returns>The value, or null when there is no such entry.</returns>
    /// <exception cref="InvalidOperationException">The entry is binary.</exception>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>Finds the bytes of the last entry with a key; a text value is given as ASCII.</summary>
    /// <param name="key">The key, in any letter case.</param>
    /// <returns>A copy of the bytes, or null when there is no such entry.</returns>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>Finds every entry with a key, in order.</summary>
    /// <param name="key">The key, in any letter case.</param>
    public IEnumerable<Entry> GetAll(string key) => _entries.Where(entry => entry.HasKey(key));

    /// <summary>Appends a text entry.</summary>
    /// <param name="key">The key; stored in lower case; without the "-bin" ending.</param>
    /// <param name="value">ASCII text.</param>
    /// <exception cref="ArgumentException">The key is not valid for a text value.</exception>
    /// <exception cref="InvalidOperationException">The list is read-only.</exception>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Appends a binary entry.</summary>
    /// <param name="key">The key; stored in lower case; with the "-bin" ending.</param>
    /// <param name="valueBytes">The value, copied.</param>
    /// <exception cref="ArgumentException">The key is not valid for a binary value.</exception>
    /// <exception cref="InvalidOperationException">The list is read-only.</exception>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The list is read-only.</exception>
    public void Add(Entry item) => Writable().Add(NotNull(item));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The list is read-only.</exception>
    public void Insert(int index, Entry item) => Writable().Insert(index, NotNull(item));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The list is read-only.</exception>
    public bool Remove(Entry item) => Writable().Remove(item);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The list is read-only.</exception>
    public void RemoveAt(int index) => Writable().RemoveAt(index);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The list is read-only.</exception>
    public void Clear() => Writable().Clear();

    /// <inheritdoc/>
    public bool Contains(Entry item) => _entries.Contains(item);

    /// <inheritdoc/>
    public int IndexOf(Entry item) => _entries.IndexOf(item);

    /// <inheritdoc/>
    public void CopyTo(Entry[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<Entry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Entry NotNull(Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item;
    }

    private List<Entry> Writable() =>
        IsReadOnly ? throw new InvalidOperationException("This metadata is read-only.") : _entries;
}
