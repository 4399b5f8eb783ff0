using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Telecom.Sla.Domain.Names;

namespace Telecom.Suite.Import;

/// <summary>
/// What makes an import the same one: the file's bytes, and the options that decide what its rows say. Its spool epoch is the first 128
/// bits of a SHA-256 over both, its batches are numbered from 1: so a batch that the service has is not counted again, however often
/// and from wherever the file is imported.
/// </summary>
internal static class ImportIdentity
{
    /// <summary>The epoch of a file with its options.</summary>
    public static async Task<SpoolEpoch> OfAsync(Stream file, ImportOptions options, CancellationToken cancellationToken)
    {
        byte[] content = await SHA256.HashDataAsync(file, cancellationToken);
        StringBuilder meaning = new();
        foreach (string part in (string[])
            [
                Convert.ToHexStringLower(content), options.Format, $"{options.Separator}", options.Circuit ?? "", options.Mapping,
                .. options.Columns.OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => (string[])[c.Key, c.Value]),
            ])
        {
            meaning.Append(part.Length).Append(':').Append(part);
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(meaning.ToString()));
        return new SpoolEpoch(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }
}
