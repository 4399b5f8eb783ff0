using System.Buffers.Text;
using System.Text;
using Telecom.Hosting;

namespace Telecom.Support.Webhooks;

/// <summary>A page of a list. Tokens are opaque: the key of the last item of the page before, so that new items move nothing.</summary>
/// <param name="Size">Items on the page, 1 to 1000.</param>
/// <param name="After">Key of the last item of the page before; empty for the first page.</param>
internal readonly record struct WebhookPage(int Size, string After)
{
    private const int DefaultSize = 100;
    private const int MaxSize = 1000;

    /// <summary>Reads size and token; both are checked before anything is refused.</summary>
    /// <param name="size">Size as sent.</param>
    /// <param name="token">Token as sent.</param>
    /// <param name="isKey">Whether a text is a key of the list.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT.</exception>
    public static WebhookPage Read(int size, string token, Predicate<string> isKey)
    {
        List<FieldViolation> violations = [];
        if (size is < 0 or > MaxSize)
        {
            violations.Add(new FieldViolation("page_size", $"{size} is not 1 to {MaxSize}, or 0 for {DefaultSize}", "OUT_OF_RANGE"));
        }

        string after = "";
        if (token.Length > 0)
        {
            after = token.Length <= 200 && Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : "";
            if (!isKey(after))
            {
                violations.Add(new FieldViolation("page_token", "is not a next_page_token of this method", "BAD_PAGE_TOKEN"));
            }
        }

        return violations.Count > 0 ? throw RpcFailure.Invalid(violations) : new WebhookPage(size == 0 ? DefaultSize : size, after);
    }

    /// <summary>The token of the page that follows an item.</summary>
    /// <param name="key">Key of the last item of a page.</param>
    public static string TokenAfter(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));
}
