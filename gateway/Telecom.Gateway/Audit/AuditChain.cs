using System.Text.Json;

namespace Telecom.Gateway.Audit;

/// <summary>Checks the chain of audit files: that no entry was changed, taken out, put in or moved.</summary>
public static class AuditChain
{
    /// <summary>
    /// Checks files of one chain, in their order. The first may be a later one: what it goes on from is believed. That entries were cut off
    /// at the very end cannot be seen in the files; who keeps the hash of the last entry elsewhere sees it.
    /// </summary>
    /// <param name="files">At least one file.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static AuditVerification Verify(IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        AuditChainEnd? end = null;
        long entries = 0;
        foreach (string file in files)
        {
            using AuditLines lines = new(file);
            for (int line = 1; lines.TryRead(out ReadOnlySpan<byte> text, out bool ended); line++)
            {
                if (!ended)
                {
                    return new AuditVerification(entries, file, line, "the line has no end: it was not written whole, or cut off", end?.Hash ?? "");
                }

                if (Defect(text, ref end) is { } defect)
                {
                    return new AuditVerification(entries, file, line, defect, end?.Hash ?? "");
                }

                entries++;
            }
        }

        return new AuditVerification(entries, null, 0, null, end?.Hash ?? "");
    }

    /// <summary>What is wrong with a line; when nothing is, the chain goes on after it.</summary>
    private static string? Defect(ReadOnlySpan<byte> line, ref AuditChainEnd? end)
    {
        long number;
        string? previous;
        try
        {
            var reader = new Utf8JsonReader(line);
            var entry = JsonElement.ParseValue(ref reader);
            if (reader.Read())
            {
                return "the line is more than one JSON object";
            }

            number = entry.GetProperty(AuditLine.Number).GetInt64();
            previous = entry.GetProperty(AuditLine.Previous).GetString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return "the line is no entry of an audit log";
        }

        if (end is null && number == 1 && previous != AuditLine.Genesis)
        {
            return "the first entry goes on from another one";
        }

        if (end is not null && number != end.Number + 1)
        {
            return FormattableString.Invariant($"the entry has number {number} and comes after number {end.Number}");
        }

        if (end is not null && previous != end.Hash)
        {
            return $"the entry goes on from {previous}, and the entry before has {end.Hash}: one of both was changed";
        }

        end = AuditChainEnd.After(line, number);
        return null;
    }
}
