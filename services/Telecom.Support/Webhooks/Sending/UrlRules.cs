using System.Net;
using Telecom.Hosting;

namespace Telecom.Support.Webhooks.Sending;

/// <summary>Which URLs a webhook may have. Names are looked up and their addresses judged at each delivery; here only what the text says.</summary>
internal static class UrlRules
{
    private const int MaxLength = 2000;
    private const string Field = "webhook.url";

    /// <summary>What is wrong with a URL; null when it is allowed.</summary>
    /// <param name="text">The URL as sent.</param>
    /// <param name="options">What is allowed.</param>
    public static FieldViolation? Check(string text, WebhookOptions options)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return text.Length == 0
                ? Wrong("an https URL is needed", "REQUIRED")
                : Wrong($"has {text.Length} characters; at most {MaxLength} are allowed", "TOO_LONG");
        }

        // The URL is not repeated in the message: it may have a password in it.
        return !IsPlain(text) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Host.Length == 0
            ? Wrong("is not an absolute URL in printable ASCII, like \"https://receiver.example/path\"", "MALFORMED_URL")
            : CheckParts(url, options);
    }

    private static FieldViolation? CheckParts(Uri url, WebhookOptions options)
    {
        bool plain = url.Scheme == Uri.UriSchemeHttp;
        return (plain && !(options.AllowLoopback && url.IsLoopback)) || (!plain && url.Scheme != Uri.UriSchemeHttps)
                ? Wrong($"has the scheme \"{Shown(url.Scheme)}\"; only \"https\" is allowed", "SCHEME_NOT_ALLOWED")
            : url.UserInfo.Length > 0 ? Wrong("has a user name or password; none is allowed, the signature shows who sends", "USER_INFO_NOT_ALLOWED")
            : url.Fragment.Length > 0 ? Wrong($"has a fragment, \"{Shown(url.Fragment)}\"; none is allowed", "FRAGMENT_NOT_ALLOWED")
            : RefusalOf(url, options) is { } refusal
                ? Wrong($"names the host \"{Shown(url.Host)}\", {refusal}; only public hosts are allowed", "HOST_NOT_ALLOWED")
            : null;
    }

    private static string? RefusalOf(Uri url, WebhookOptions options) =>
        IPAddress.TryParse(url.DnsSafeHost, out IPAddress? address) ? AddressRules.RefusalOf(address, url.IsLoopback, options)
        : url.IsLoopback && !options.AllowLoopback ? "a loopback host"
        : null;

    private static bool IsPlain(string text) => text.All(c => c is > ' ' and < '\x7f' and not ('"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}'));

    private static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "…";

    private static FieldViolation Wrong(string description, string reason) => new(Field, description, reason);
}
