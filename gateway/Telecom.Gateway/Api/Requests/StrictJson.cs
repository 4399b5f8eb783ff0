using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Telecom.Gateway.Errors;

namespace Telecom.Gateway.Api.Requests;

/// <summary>Compares JSON with the model that it is to become, and finds everything that is wrong, each with its path.</summary>
internal static class StrictJson
{
    /// <summary>Adds what is wrong with a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="model">Its model.</param>
    /// <param name="path">Its path; empty for the body.</param>
    /// <param name="violations">The list to add to.</param>
    public static void Check(JsonElement value, JsonTypeInfo model, string path, List<ProblemViolation> violations) =>
        Check(value, model.Type, null, path, model.Options, violations);

    private static void Check(
        JsonElement value, Type declared, ICustomAttributeProvider? marks, string path, JsonSerializerOptions options, List<ProblemViolation> violations)
    {
        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        JsonTypeInfo model = options.GetTypeInfo(type);
        if (model.Kind == JsonTypeInfoKind.Object)
        {
            CheckObject(value, model, path, violations);
        }
        else if (model.Kind == JsonTypeInfoKind.Enumerable && Is(value, JsonValueKind.Array, "a list", path, violations))
        {
            int place = 0;
            foreach (JsonElement item in value.EnumerateArray())
            {
                Check(item, model.ElementType ?? typeof(object), marks, $"{path}[{place++}]", options, violations);
            }
        }
        else if (model.Kind == JsonTypeInfoKind.Dictionary && Is(value, JsonValueKind.Object, "an object", path, violations))
        {
            foreach (JsonProperty entry in value.EnumerateObject())
            {
                Check(entry.Value, model.ElementType ?? typeof(object), null, $"{path}.{entry.Name}", options, violations);
            }
        }
        else if (model.Kind == JsonTypeInfoKind.None)
        {
            CheckScalar(value, type, marks, path, violations);
        }
    }

    private static void CheckObject(JsonElement value, JsonTypeInfo model, string path, List<ProblemViolation> violations)
    {
        if (!Is(value, JsonValueKind.Object, "an object", path, violations))
        {
            return;
        }

        string[] known = [.. model.Properties.Select(property => property.Name)];
        foreach (JsonProperty member in value.EnumerateObject())
        {
            string memberPath = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            JsonPropertyInfo? property = model.Properties.FirstOrDefault(candidate => candidate.Name == member.Name);
            if (property is null)
            {
                violations.Add(new ProblemViolation(
                    QueryRule.Shown(memberPath), $"is no member; allowed are {string.Join(", ", known)}", "UNKNOWN_MEMBER", null, known));
            }
            else if (member.Value.ValueKind != JsonValueKind.Null || property.IsRequired)
            {
                Check(member.Value, property.PropertyType, property.AttributeProvider, memberPath, model.Options, violations);
            }
        }

        foreach (JsonPropertyInfo missing in model.Properties.Where(property => property.IsRequired && !value.TryGetProperty(property.Name, out _)))
        {
            violations.Add(new ProblemViolation(path.Length == 0 ? missing.Name : $"{path}.{missing.Name}", "is needed", "REQUIRED"));
        }
    }

    private static void CheckScalar(JsonElement value, Type type, ICustomAttributeProvider? marks, string path, List<ProblemViolation> violations)
    {
        if (type == typeof(bool))
        {
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                Wrong(value, "true or false", path, violations);
            }
        }
        else if (type == typeof(int) || type == typeof(long))
        {
            bool whole = value.ValueKind == JsonValueKind.Number && (type == typeof(int) ? value.TryGetInt32(out _) : value.TryGetInt64(out _));
            if (!whole)
            {
                Wrong(value, "a whole number", path, violations);
            }
        }
        else if (type == typeof(string) && Is(value, JsonValueKind.String, "a text", path, violations))
        {
            CheckText(value.GetString() ?? "", marks, path, violations);
        }
    }

    private static void CheckText(string text, ICustomAttributeProvider? marks, string path, List<ProblemViolation> violations)
    {
        string shown = QueryRule.Shown(text);
        object[] all = marks?.GetCustomAttributes(false) ?? [];
        if (all.OfType<CodesAttribute>().FirstOrDefault()?.Allowed is { } allowed && !allowed.Contains(text))
        {
            violations.Add(new ProblemViolation(path, $"\"{shown}\" is none of {string.Join(", ", allowed)}", "NOT_ALLOWED", shown, allowed));
        }
        else if (all.OfType<InstantAttribute>().Any() && !Instants.TryRead(text, out _))
        {
            violations.Add(new ProblemViolation(path, $"\"{shown}\" is not {Instants.Rule}", "NOT_AN_INSTANT", shown));
        }
    }

    private static bool Is(JsonElement value, JsonValueKind kind, string what, string path, List<ProblemViolation> violations)
    {
        if (value.ValueKind == kind)
        {
            return true;
        }

        Wrong(value, what, path, violations);
        return false;
    }

    private static void Wrong(JsonElement value, string what, string path, List<ProblemViolation> violations) => violations.Add(new ProblemViolation(
        path.Length == 0 ? "$" : path, $"is {NameOf(value.ValueKind)}; {what} is needed", "WRONG_TYPE", QueryRule.Shown(value.GetRawText())));

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number that does not fit",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
