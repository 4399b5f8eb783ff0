using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Telecom.Gateway.Tmf;
using Telecom.Gateway.Tmf.Models;
using Harness = Telecom.EndToEnd.Tests.Harness;

namespace Telecom.Gateway.Tests.Tmf;

public sealed partial class TmfDocumentationTests
{
    public static TheoryData<string, Type> Resources => new()
    {
        { "Errors", typeof(TmfError) },
        { "sla", typeof(TmfSla) },
        { "slaViolation", typeof(TmfSlaViolation) },
        { "troubleTicket", typeof(TmfTroubleTicket) },
        { "serviceLevelObjective", typeof(TmfObjective) },
        { "serviceLevelSpecification", typeof(TmfSpecification) },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_attribute_is_documented_and_no_other(string section, Type model)
    {
        string text = File.ReadAllText(Path.Combine(Harness.Paths.Root, "docs", "tmf.md"));
        int start = text.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, section);
        int end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        string body = end < 0 ? text[start..] : text[start..end];
        string[] documented = [.. Row().Matches(body).Select(row => row.Groups[1].Value)];
        Assert.Equal(documented.Distinct(), documented);
        Assert.Equal(Paths(model, "").Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));

        // What is left out is not there.
        int leftOut = body.IndexOf("Left out:", StringComparison.Ordinal);
        Assert.Empty(leftOut < 0 ? [] : Quoted().Matches(body[leftOut..]).Select(name => name.Groups[1].Value)
            .Where(name => name is not ("statusChange" or "resolve")).Intersect(documented));
    }

    [Fact]
    public void Every_option_and_every_path_is_named()
    {
        string text = File.ReadAllText(Path.Combine(Harness.Paths.Root, "docs", "tmf.md"));
        Assert.All(
            [TmfPaths.SlaManagement, TmfPaths.TroubleTicket, TmfPaths.Quality, "Gateway:Tmf:MaxOffset", "Gateway:Tmf:DefaultLimit"],
            name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
        Assert.All(TicketMapping.Statuses, status => Assert.Contains($"`{status}`", text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Paths(Type model, string before)
    {
        foreach (JsonPropertyInfo property in TmfJson.Options.GetTypeInfo(model).Properties)
        {
            string path = before + property.Name;
            yield return path;
            Type type = property.PropertyType.IsGenericType ? property.PropertyType.GenericTypeArguments[0] : property.PropertyType;
            foreach (string inner in type.Namespace == model.Namespace ? Paths(type, path + ".") : [])
            {
                yield return inner;
            }
        }
    }

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
