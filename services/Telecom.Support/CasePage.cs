using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support;

/// <summary>A page of a customer's cases. Tokens are opaque: the key of the last case of the page before, so that new cases move nothing.</summary>
/// <param name="Size">Cases on the page, 1 to 1000.</param>
/// <param name="After">The last case of the page before; null for the first.</param>
internal readonly record struct CasePage(int Size, CaseKey? After)
{
    private const int DefaultSize = 100;
    private const int MaxSize = 1000;

    /// <summary>Reads size and token; both are checked before anything is refused.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT.</exception>
    public static CasePage Read(ListCasesRequest request)
    {
        List<FieldViolation> violations = [];
        if (request.PageSize is < 0 or > MaxSize)
        {
            violations.Add(new FieldViolation("page_size", $"{request.PageSize} is not 1 to {MaxSize}, or 0 for {DefaultSize}", "OUT_OF_RANGE"));
        }

        CaseKey? after = null;
        if (request.PageToken.Length > 0 && (after = ReadToken(request.PageToken)) is null)
        {
            violations.Add(new FieldViolation("page_token", "is not a next_page_token of this method", "BAD_PAGE_TOKEN"));
        }

        return violations.Count > 0
            ? throw RpcFailure.Invalid(violations)
            : new CasePage(request.PageSize == 0 ? DefaultSize : request.PageSize, after);
    }

    /// <summary>The token of the page that follows a case.</summary>
    /// <param name="last">Last case of a page.</param>
    public static string TokenAfter(CaseFacts last) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{last.ReportedAtUs}/{last.Name.Split('/')[^1]}"));

    private static CaseKey? ReadToken(string token)
    {
        if (token.Length > 200 || !Base64Url.IsValid(token))
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('/');
        return parts is [var time, var id]
            && ResourceName.IsId(id)
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long reportedAtUs)
                ? new CaseKey(reportedAtUs, id)
                : null;
    }
}
