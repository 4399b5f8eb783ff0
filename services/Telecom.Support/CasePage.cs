using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Cases;

namespace Telecom.Support;

/// <summary>
/// A page of cases. Tokens are opaque: the key of the last case of the page before, so that new cases move nothing, with a hash of the
/// rest of the request, since a page of another question would be wrong.
/// </summary>
/// <param name="Size">Cases on the page, 1 to 1000.</param>
/// <param name="After">The last case of the page before; null for the first.</param>
internal readonly record struct CasePage(int Size, CaseKey? After)
{
    private const int DefaultSize = 100;
    private const int MaxSize = 1000;

    /// <summary>Reads size and token; both are checked before anything is refused.</summary>
    /// <param name="size">page_size as sent.</param>
    /// <param name="token">page_token as sent.</param>
    /// <param name="question">The request without size and token.</param>
    /// <param name="violations">What is wrong is added here.</param>
    public static CasePage Read(int size, string token, IMessage question, List<FieldViolation> violations)
    {
        if (size is < 0 or > MaxSize)
        {
            violations.Add(new FieldViolation("page_size", $"{size} is not 1 to {MaxSize}, or 0 for {DefaultSize}", "OUT_OF_RANGE"));
        }

        CaseKey? after = null;
        if (token.Length > 0 && (after = ReadToken(token, question)) is null)
        {
            violations.Add(new FieldViolation("page_token", "is not a next_page_token of this method and these fields", "BAD_PAGE_TOKEN"));
        }

        return new CasePage(size == 0 ? DefaultSize : size, after);
    }

    /// <summary>The token of the page that follows a case.</summary>
    /// <param name="last">Last case of a page.</param>
    /// <param name="question">The request without size and token.</param>
    public static string TokenAfter(CaseKey last, IMessage question) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Hash(question)}|{last.ReportedAtUs}|{last.Name}")));

    private static CaseKey? ReadToken(string token, IMessage question)
    {
        if (token.Length > 400 || !Base64Url.IsValid(token))
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('|');
        return parts is [var hash, var time, var name]
            && hash == Hash(question)
            && ResourceName.TryParse(name, "cases", out _)
            && long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long reportedAtUs)
                ? new CaseKey(reportedAtUs, name)
                : null;
    }

    /// <summary>The name of the message keeps methods apart whose questions have the same bytes.</summary>
    private static string Hash(IMessage question) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(question.Descriptor.FullName), .. question.ToByteArray()]))[..16];
}
