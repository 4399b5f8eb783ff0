using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Telecom.Catalog.Checks;
using Telecom.Hosting;

namespace Telecom.Catalog.Rpc;

/// <summary>
/// A page of a list that is ordered by name. The token is opaque: it holds the last name of the page before, so that resources created
/// meanwhile neither repeat nor skip others, and a check over that name and the list, so that a token of another list or a damaged one
/// is refused.
/// </summary>
/// <param name="List">What is listed, for example "circuits of customers/acme".</param>
/// <param name="Size">Entries on the page, 1 to 1000.</param>
/// <param name="After">Last name of the page before; empty for the first.</param>
internal readonly record struct Paging(string List, int Size, string After)
{
    private const int DefaultSize = 100;
    private const int MaxSize = 1000;
    private const int MaxTokenLength = 600;
    private const int CheckLength = 8;

    /// <summary>Reads size and token; both are checked before anything is refused.</summary>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT.</exception>
    public static Paging Read(string list, int pageSize, string pageToken)
    {
        Violations violations = new();
        if (pageSize is < 0 or > MaxSize)
        {
            violations.Add("page_size", $"{pageSize} is not 1 to {MaxSize}, or 0 for {DefaultSize}", "OUT_OF_RANGE");
        }

        string? after = pageToken.Length == 0 ? "" : ReadToken(list, pageToken);
        if (after is null)
        {
            violations.Add("page_token", "is not a next_page_token of this list", "BAD_PAGE_TOKEN");
        }

        violations.ThrowIfAny();
        return new Paging(list, pageSize == 0 ? DefaultSize : pageSize, after ?? "");
    }

    /// <summary>The page of a list that is sorted by name (ordinal), and the token of the next one.</summary>
    public (IReadOnlyList<T> Page, string NextToken) Take<T>(IEnumerable<KeyValuePair<string, T>> sorted)
    {
        string after = After;
        KeyValuePair<string, T>[] found = [.. sorted.SkipWhile(p => string.CompareOrdinal(p.Key, after) <= 0).Take(Size + 1)];
        string next = found.Length > Size ? WriteToken(List, found[Size - 1].Key) : "";
        return ([.. found.Take(Size).Select(p => p.Value)], next);
    }

    private static string WriteToken(string list, string last) => Base64Url.EncodeToString([.. Check(list, last), .. Encoding.UTF8.GetBytes(last)]);

    private static string? ReadToken(string list, string token)
    {
        if (token.Length > MaxTokenLength || !Base64Url.IsValid(token))
        {
            return null;
        }

        byte[] bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= CheckLength)
        {
            return null;
        }

        string last = Encoding.UTF8.GetString(bytes, CheckLength, bytes.Length - CheckLength);
        return Check(list, last).SequenceEqual(bytes.AsSpan(0, CheckLength)) ? last : null;
    }

    private static ReadOnlySpan<byte> Check(string list, string last) => SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n{last}")).AsSpan(0, CheckLength);
}
