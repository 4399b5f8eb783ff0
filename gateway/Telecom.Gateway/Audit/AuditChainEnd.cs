using System.Security.Cryptography;
using System.Text.Json;

namespace Telecom.Gateway.Audit;

/// <summary>Where a chain goes on.</summary>
/// <param name="Number">Number of the last entry; 0 before the first.</param>
/// <param name="Hash">SHA-256 of its line.</param>
internal sealed record AuditChainEnd(long Number, string Hash)
{
    /// <summary>Before the first entry of all.</summary>
    public static AuditChainEnd Nothing { get; } = new(0, AuditLine.Genesis);

    /// <summary>After a line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="number">Its number.</param>
    public static AuditChainEnd After(ReadOnlySpan<byte> line, long number) => new(number, Convert.ToHexStringLower(SHA256.HashData(line)));

    /// <summary>The end of a file. What follows its last line end was cut off by a crash and is no entry.</summary>
    /// <param name="file">The file, open.</param>
    /// <param name="length">Length of the whole lines, bytes.</param>
    /// <returns>The end; null when the file has no whole line.</returns>
    public static AuditChainEnd? Find(FileStream file, out long length)
    {
        // Lines are far shorter; the second half of a longer one would be found by nobody, so it is all read.
        const int Step = 64 * 1024;
        for (long from = Math.Max(0, file.Length - Step); ; from = Math.Max(0, from - Step))
        {
            byte[] tail = new byte[file.Length - from];
            file.Position = from;
            file.ReadExactly(tail);
            int last = tail.AsSpan().LastIndexOf((byte)'\n');
            int before = last < 0 ? -1 : tail.AsSpan(0, last).LastIndexOf((byte)'\n');
            if (before >= 0 || from == 0)
            {
                length = from + last + 1;
                ReadOnlySpan<byte> line = last < 0 ? [] : tail.AsSpan((before + 1)..last);
                return last < 0 ? null : After(line, NumberOf(line));
            }
        }
    }

    /// <summary>Number of an entry; 0 for a line that is none, which "audit verify" reports.</summary>
    private static long NumberOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonElement.ParseValue(ref reader).TryGetProperty(AuditLine.Number, out JsonElement number) ? number.GetInt64() : 0;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return 0;
        }
    }
}
