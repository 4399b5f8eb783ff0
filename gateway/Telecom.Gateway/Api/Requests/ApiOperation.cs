using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using Telecom.Gateway.Errors;

namespace Telecom.Gateway.Api.Requests;

/// <summary>What an operation of the API takes and gives, read from its handler; every request is checked against it before the handler runs.</summary>
/// <param name="Query">Its query parameters.</param>
/// <param name="Gives">Media types of its answer, the default first; empty: it has no body.</param>
/// <param name="TakesIfMatch">True when it takes the condition "If-Match".</param>
internal sealed record ApiOperation(IReadOnlyList<QueryRule> Query, IReadOnlyList<string> Gives, bool TakesIfMatch)
{
    private const string FormatParameter = "format";
    private static readonly QueryRule s_format = new(FormatParameter, false, ["json", "csv"], text => text is "json" or "csv" ? null : "is none of json, csv");

    /// <summary>True when nothing is checked, because the handler refuses every request.</summary>
    public bool AnyQuery { get; init; }

    /// <summary>Reads an endpoint.</summary>
    /// <param name="builder">The endpoint, with all its metadata.</param>
    public static ApiOperation Of(EndpointBuilder builder)
    {
        MethodInfo handler = builder.Metadata.OfType<MethodInfo>().First();
        RoutePattern pattern = ((RouteEndpointBuilder)builder).RoutePattern;
        string[] gives =
        [
            .. builder.Metadata.OfType<IProducesResponseTypeMetadata>().Where(answer => answer.StatusCode is 200 or 201)
                .SelectMany(answer => answer.ContentTypes).Distinct(),
        ];
        List<QueryRule> query =
        [
            .. handler.GetParameters().Where(parameter => IsQuery(parameter) && pattern.GetParameter(parameter.Name ?? "") is null).Select(QueryRule.Of),
        ];
        if (gives.Contains(Negotiation.Csv))
        {
            query.Add(s_format);
        }

        return new ApiOperation(query, gives, builder.Metadata.OfType<TakesIfMatch>().Any());
    }

    /// <summary>Checks a request and finds everything that is wrong with its query at once.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="RequestFault">It is refused.</exception>
    public void Check(HttpContext context)
    {
        if (AnyQuery)
        {
            return;
        }

        List<ProblemViolation> violations = [];
        string[] known = [.. Query.Select(rule => rule.Name)];
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Query)
        {
            // Names are compared exactly: a second spelling would be a second way to say a thing.
            if (Query.FirstOrDefault(rule => rule.Name == name) is { } rule)
            {
                rule.Apply(values, violations);
            }
            else
            {
                string allowed = known.Length == 0 ? "there are none here" : $"allowed are {string.Join(", ", known)}";
                violations.Add(new ProblemViolation(QueryRule.Shown(name), $"is no query parameter; {allowed}", "UNKNOWN_PARAMETER", null, known));
            }
        }

        if (!TakesIfMatch && context.Request.Headers.IfMatch.Count > 0)
        {
            violations.Add(new ProblemViolation("If-Match", "this operation takes no condition", "NOT_ALLOWED"));
        }

        if (violations.Count > 0)
        {
            throw RequestFault.Invalid(violations);
        }

        Negotiation.Choose(context, Gives);
    }

    private static bool IsQuery(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type == typeof(string) || type == typeof(string[]) || type == typeof(int) || type == typeof(bool);
    }
}
