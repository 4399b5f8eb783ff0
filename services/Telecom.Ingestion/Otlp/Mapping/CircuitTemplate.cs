using System.Text;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>Makes a circuit's name of a point's attributes.</summary>
internal sealed class CircuitTemplate
{
    private readonly List<Part> _parts = [];

    private CircuitTemplate()
    {
    }

    private enum Source
    {
        Text,
        Any,
        Point,
        Scope,
        Resource,
    }

    /// <summary>Reads a template.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? TryParse(string text, out CircuitTemplate template)
    {
        template = new CircuitTemplate();
        int at = 0;
        while (at < text.Length)
        {
            int open = text.IndexOf('{', at);
            template.Add(Source.Text, text[at..(open < 0 ? text.Length : open)]);
            if (open < 0)
            {
                break;
            }

            int close = text.IndexOf('}', open);
            if (close < 0)
            {
                return $"the brace at character {open + 1} is not closed";
            }

            string key = text[(open + 1)..close];
            Source source = Source.Any;
            foreach ((string prefix, Source from) in (ReadOnlySpan<(string, Source)>)[("point:", Source.Point), ("scope:", Source.Scope), ("resource:", Source.Resource)])
            {
                if (key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    (source, key) = (from, key[prefix.Length..]);
                    break;
                }
            }

            if (key.Length == 0)
            {
                return $"the braces at character {open + 1} name no attribute";
            }

            template.Add(source, key);
            at = close + 1;
        }

        return template._parts.Count == 0 ? "is empty" : null;
    }

    /// <summary>The text for a point.</summary>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="missing">The attribute that the point lacks, when the result is null.</param>
    public string? Render(PointAttributes attributes, out string missing)
    {
        missing = "";
        StringBuilder text = new();
        foreach (Part part in _parts)
        {
            string? value = part.Source == Source.Text ? part.Value : Find(attributes, part);
            if (value is null)
            {
                missing = part.Value;
                return null;
            }

            text.Append(value);
        }

        return text.ToString();
    }

    /// <summary>The first of the alternatives that the point has.</summary>
    private static string? Find(PointAttributes attributes, Part part) => part.Value.Split('|')
        .Select(key => part.Source switch
        {
            Source.Point => AttributeReader.Find(attributes.Point, key),
            Source.Scope => AttributeReader.Find(attributes.Scope, key),
            Source.Resource => AttributeReader.Find(attributes.Resource, key),
            _ => attributes.Find(key),
        })
        .FirstOrDefault(value => value is not null);

    private void Add(Source source, string value)
    {
        if (value.Length > 0)
        {
            _parts.Add(new Part(source, value));
        }
    }

    private readonly record struct Part(Source Source, string Value);
}
