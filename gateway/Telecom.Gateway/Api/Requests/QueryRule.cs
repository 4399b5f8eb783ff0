using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Primitives;
using Telecom.Gateway.Errors;

namespace Telecom.Gateway.Api.Requests;

/// <summary>What one query parameter may be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Repeated">True when it may be given more than once.</param>
/// <param name="Allowed">The values that are allowed; null: it is no list.</param>
/// <param name="Check">Says what is wrong with a value; null: nothing.</param>
internal sealed record QueryRule(string Name, bool Repeated, IReadOnlyList<string>? Allowed, Func<string, string?> Check)
{
    private static readonly string[] s_booleans = ["true", "false"];

    /// <summary>The rule of a handler's parameter.</summary>
    /// <param name="parameter">The parameter: a text, a list of texts, a number or a truth value.</param>
    public static QueryRule Of(ParameterInfo parameter)
    {
        string name = parameter.Name ?? "";
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(int))
        {
            RangeAttribute range = parameter.GetCustomAttribute<RangeAttribute>() ?? new RangeAttribute(int.MinValue, int.MaxValue);
            return new QueryRule(name, false, null, text => Number(text, (int)range.Minimum, (int)range.Maximum));
        }

        if (type == typeof(bool))
        {
            return new QueryRule(name, false, s_booleans, text => OneOf(text, s_booleans));
        }

        IReadOnlyList<string>? codes = parameter.GetCustomAttribute<CodesAttribute>()?.Allowed;
        bool instant = parameter.GetCustomAttribute<InstantAttribute>() is not null;
        return new QueryRule(name, type == typeof(string[]), codes, text => codes is not null ? OneOf(text, codes) : instant ? Instant(text) : null);
    }

    /// <summary>Adds what is wrong with the values that were sent.</summary>
    /// <param name="values">The values.</param>
    /// <param name="violations">The list to add to.</param>
    public void Apply(StringValues values, List<ProblemViolation> violations)
    {
        if (values.Count > 1 && !Repeated)
        {
            violations.Add(new ProblemViolation(Name, $"is given {values.Count} times; once is allowed", "REPEATED_PARAMETER", values.ToString()));
            return;
        }

        foreach (string? value in values)
        {
            if (Check(value ?? "") is { } wrong)
            {
                violations.Add(new ProblemViolation(Name, wrong, Allowed is null ? "MALFORMED_VALUE" : "NOT_ALLOWED", Shown(value ?? ""), Allowed));
            }
        }
    }

    /// <summary>A text of a caller, shortened.</summary>
    /// <param name="text">The text.</param>
    public static string Shown(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 99), "…");

    private static string? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? null
            : $"\"{Shown(text)}\" is no number from {least} to {most}";

    private static string? OneOf(string text, IReadOnlyList<string> allowed) =>
        allowed.Contains(text) ? null : $"\"{Shown(text)}\" is none of {string.Join(", ", allowed)}";

    private static string? Instant(string text) => text.Length == 0 || Instants.TryRead(text, out _) ? null : $"\"{Shown(text)}\" is not {Instants.Rule}";
}
