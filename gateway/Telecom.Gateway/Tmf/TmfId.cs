using System.Text.RegularExpressions;
using Telecom.Hosting;

namespace Telecom.Gateway.Tmf;

/// <summary>
/// Ids of the views: the ids of a resource name joined by dots, which no id of ours contains, for example "acme.main" for
/// "customers/acme/subscriptions/main".
/// </summary>
internal static partial class TmfId
{
    /// <summary>The id of a resource of a customer.</summary>
    /// <param name="name">Resource name, "customers/{customer}/{collection}/{id}".</param>
    /// <param name="more">What follows.</param>
    public static string Of(string name, params IEnumerable<string> more)
    {
        string[] parts = name.Split('/');
        return parts.Length == 4 ? string.Join('.', [parts[1], parts[3], .. more]) : name.Replace('/', '.');
    }

    /// <summary>Takes an id apart. What is no id is not found, as an id that nobody has.</summary>
    /// <param name="id">The id.</param>
    /// <param name="count">How many parts it has.</param>
    /// <param name="what">What it is the id of, for the message.</param>
    /// <exception cref="RpcFailure">NOT_FOUND.</exception>
    public static string[] Split(string id, int count, string what)
    {
        string[] parts = id.Split('.');
        return parts.Length == count && Array.TrueForAll(parts, part => Part().IsMatch(part))
            ? parts
            : throw RpcFailure.NotFound($"{what} \"{(id.Length <= 200 ? id : id[..200] + "…")}\"");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
