using System.Buffers.Text;
using System.Text;
using Telecom.Hosting;

namespace Telecom.Sla;

/// <summary>
/// Pages of a list that is ordered by a key. The token is the last key of the page before, so that a list may change between two pages
/// and nothing that stays is left out or comes twice.
/// </summary>
internal static class Paging
{
    /// <summary>Most entries of a page.</summary>
    public const int MaxSize = 1000;

    /// <summary>Entries of a page when the request says 0.</summary>
    public const int DefaultSize = 100;

    /// <summary>The size to use; a violation is added when the request's is out of range.</summary>
    public static int SizeOf(int pageSize, List<FieldViolation> violations)
    {
        if (pageSize is < 0 or > MaxSize)
        {
            violations.Add(new FieldViolation("page_size", $"{pageSize} is not allowed: 0 (which means {DefaultSize}), or 1 to {MaxSize}", "OUT_OF_RANGE"));
        }

        return pageSize == 0 ? DefaultSize : pageSize;
    }

    /// <summary>The token that says that a page ended with this key.</summary>
    public static string TokenOf(string lastKey) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(lastKey));

    /// <summary>The key that the page before ended with, empty for the first page; a violation is added when it is no token of this list.</summary>
    /// <param name="token">The request's token.</param>
    /// <param name="isKey">True for texts that are keys of the list.</param>
    /// <param name="violations">Where violations go.</param>
    public static string KeyOf(string token, Func<string, bool> isKey, List<FieldViolation> violations)
    {
        if (token.Length == 0)
        {
            return "";
        }

        if (token.Length <= 1024 && Base64Url.IsValid(token) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) is var key && isKey(key))
        {
            return key;
        }

        violations.Add(new FieldViolation(
            "page_token", "it is not a next_page_token of this list; allowed is such a token, or empty for the first page", "MALFORMED_TOKEN"));
        return "";
    }
}
