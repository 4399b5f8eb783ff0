using System.Globalization;
using Microsoft.Extensions.Primitives;
using Telecom.Hosting;

namespace Telecom.Gateway.Tmf;

/// <summary>The query of a request: which fields, which page, which filters.</summary>
/// <param name="Fields">First-level attributes to return; null: all.</param>
/// <param name="Offset">Resources to leave out at the beginning.</param>
/// <param name="Limit">Most to return.</param>
/// <param name="Filters">Values of the filters that are stated, by attribute.</param>
internal sealed record TmfQuery(IReadOnlySet<string>? Fields, int Offset, int Limit, IReadOnlyDictionary<string, string> Filters)
{
    /// <summary>Most resources of one page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Filter: id of a customer.</summary>
    public const string Party = "relatedParty.id";

    /// <summary>Not an attribute: the month that circuits are rated in.</summary>
    public const string Month = "month";

    /// <summary>True when an attribute is to be returned.</summary>
    /// <param name="field">The attribute.</param>
    public bool Wants(string field) => Fields is null || Fields.Contains(field);

    /// <summary>The value of a filter; null: not stated.</summary>
    /// <param name="attribute">The attribute.</param>
    public string? Filter(string attribute) => Filters.GetValueOrDefault(attribute);

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="known">The attributes that "fields" may name.</param>
    /// <param name="filters">The filters that there are.</param>
    /// <param name="options">Limits.</param>
    /// <param name="isList">False for a single resource, which has no pages.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with everything that is wrong.</exception>
    public static TmfQuery Read(IQueryCollection query, IReadOnlySet<string> known, string[] filters, TmfOptions options, bool isList)
    {
        List<FieldViolation> violations = [];
        Dictionary<string, string> stated = [];
        HashSet<string>? fields = null;
        (int offset, int limit) = (0, options.DefaultLimit);
        string[] allowed = [.. isList ? (string[])["fields", "offset", "limit"] : ["fields"], .. filters];
        foreach ((string name, StringValues values) in query)
        {
            string value = values.Count == 1 ? values.ToString() : "";
            switch (name)
            {
                case var _ when !allowed.Contains(name):
                    violations.Add(new FieldViolation(name, $"there is no such parameter; allowed: {string.Join(", ", allowed)}", "NO_SUCH_PARAMETER"));
                    break;
                case var _ when value.Length == 0:
                    violations.Add(new FieldViolation(name, "it has to be stated once, with a value", "NOT_ONE_VALUE"));
                    break;
                case "fields":
                    fields = [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(field => field != "none")];
                    violations.AddRange(fields.Where(field => !known.Contains(field)).Select(field => new FieldViolation(
                        name, $"there is no attribute \"{Shown(field)}\"; allowed: none, {string.Join(", ", known.Order(StringComparer.Ordinal))}", "NO_SUCH_ATTRIBUTE")));
                    break;
                case "offset":
                    offset = Number(name, value, 0, options.MaxOffset, violations);
                    break;
                case "limit":
                    limit = Number(name, value, 1, MaxLimit, violations);
                    break;
                default:
                    stated[name] = value;
                    break;
            }
        }

        return violations.Count > 0 ? throw RpcFailure.Invalid(violations) : new TmfQuery(fields, offset, limit, stated);
    }

    private static int Number(string name, string value, int min, int max, List<FieldViolation> violations)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < min || number > max)
        {
            violations.Add(new FieldViolation(name, $"\"{Shown(value)}\" is not allowed: a number from {min} to {max}", "OUT_OF_RANGE"));
        }

        return number;
    }

    private static string Shown(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
