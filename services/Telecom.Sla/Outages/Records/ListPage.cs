using System.Globalization;
using Telecom.Hosting;

namespace Telecom.Sla.Outages.Records;

/// <summary>A page of exclusions or claims, newest first. The token is the place of the last one of the page before.</summary>
/// <param name="Size">Entries of the page.</param>
/// <param name="Before">Only what has a lower place.</param>
internal readonly record struct ListPage(int Size, long Before)
{
    /// <summary>Reads a request; everything that is wrong with it is refused together.</summary>
    /// <param name="parent">Resource name of the customer.</param>
    /// <param name="outage">Resource name of an outage; may be empty.</param>
    /// <param name="pageSize">Entries asked for.</param>
    /// <param name="token">Token of the page before.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT.</exception>
    public static ListPage Read(string parent, string outage, int pageSize, string token)
    {
        List<FieldViolation> violations = [.. OutageGrpcService.NameViolations(parent, "", "parent")];
        if (outage.Length > 0)
        {
            violations.AddRange(OutageGrpcService.NameViolations(outage, "outages", "outage"));
        }

        int size = Paging.SizeOf(pageSize, violations);
        string last = Paging.KeyOf(token, key => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _), violations);
        OutageGrpcService.ThrowIfAny(violations);
        return new ListPage(size, last.Length == 0 ? long.MaxValue : long.Parse(last, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>The page, and the token of the next one.</summary>
    /// <typeparam name="T">What is listed.</typeparam>
    /// <param name="all">All of it, newest first.</param>
    /// <param name="place">Place of one.</param>
    public (IReadOnlyList<T> Page, string Next) Of<T>(IEnumerable<T> all, Func<T, long> place)
    {
        long before = Before;
        T[] found = [.. all.Where(one => place(one) < before).Take(Size + 1)];
        return found.Length > Size
            ? (found[..Size], Paging.TokenOf(place(found[Size - 1]).ToString(CultureInfo.InvariantCulture)))
            : (found, "");
    }
}
