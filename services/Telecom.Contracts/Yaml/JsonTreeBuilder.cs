using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Telecom.Contracts.Yaml;

/// <summary>
/// Makes the tree of a JSON document (RFC 8259): UTF-8, every key once, no comments, no trailing commas, and bounds on size and depth, so
/// that a hostile document costs no more than its length. Numbers keep their text: no floating point comes near an amount.
/// </summary>
internal ref struct JsonTreeBuilder
{
    /// <summary>Largest document, bytes.</summary>
    public const int MaxBytes = 8 << 20;

    /// <summary>Deepest nesting.</summary>
    public const int MaxDepth = 24;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false };

    private readonly ErrorList _errors;
    private Utf8JsonReader _reader;
    private JsonPlace _place;

    private JsonTreeBuilder(ReadOnlySpan<byte> json, ErrorList errors)
    {
        _reader = new Utf8JsonReader(json, Strict);
        _place = new JsonPlace(json);
        _errors = errors;
    }

    /// <summary>The root of the document; null when it is no JSON, which is then among the errors. Never throws.</summary>
    public static YamlNode? Build(ReadOnlySpan<byte> json, ErrorList errors)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble))
        {
            json = json[Encoding.UTF8.Preamble.Length..];
        }

        if (json.Length > MaxBytes)
        {
            errors.Add(1, 1, "", $"{json.Length} bytes; at most {MaxBytes} are allowed");
            return null;
        }

        if (!Utf8.IsValid(json))
        {
            JsonPlace place = new(json);
            place.MoveTo(FirstInvalid(json));
            errors.Add(place.Line, place.Column, "", "not UTF-8");
            return null;
        }

        JsonTreeBuilder builder = new(json, errors);
        try
        {
            return builder.ReadDocument();
        }
        catch (JsonException failure)
        {
            builder._place.MoveToLine(failure.LineNumber ?? 0, failure.BytePositionInLine ?? 0);
            int end = failure.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            errors.Add(builder._place.Line, builder._place.Column, "", $"not JSON: {(end < 0 ? failure.Message : failure.Message[..end])}");
            return null;
        }
    }

    private YamlNode? ReadDocument()
    {
        _ = _reader.Read();
        YamlNode root = ReadNode("");
        _ = _reader.Read();
        return root;
    }

    private YamlNode ReadNode(string path)
    {
        _place.MoveTo((int)_reader.TokenStartIndex);
        (int line, int column) = (_place.Line, _place.Column);
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new YamlMap(line, column, ReadEntries(path));
            case JsonTokenType.StartArray:
                List<YamlNode> items = [];
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    bool isNested = _reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
                    items.Add(ReadNode(isNested ? $"{path}[{items.Count}]" : path));
                }

                return new YamlList(line, column, items);
            case JsonTokenType.String:
                return new YamlScalar(line, column, ReadText(line, column, path));
            case JsonTokenType.Number:
                return new YamlScalar(line, column, Encoding.UTF8.GetString(_reader.ValueSpan), ScalarType.Number);
            case JsonTokenType.True:
                return new YamlScalar(line, column, "true", ScalarType.Boolean);
            case JsonTokenType.False:
                return new YamlScalar(line, column, "false", ScalarType.Boolean);
            default:
                return new YamlScalar(line, column, "null", ScalarType.Null);
        }
    }

    private List<(YamlScalar Key, YamlNode Value)> ReadEntries(string path)
    {
        List<(YamlScalar Key, YamlNode Value)> entries = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            _place.MoveTo((int)_reader.TokenStartIndex);
            (int line, int column) = (_place.Line, _place.Column);
            YamlScalar key = new(line, column, ReadText(line, column, path));
            string field = MapReader.Join(path, key.Text);
            _ = _reader.Read();
            YamlNode value = ReadNode(field);
            if (keys.Add(key.Text))
            {
                entries.Add((key, value));
            }
            else
            {
                _errors.Add(key, field, "the key stands twice; keep one");
            }
        }

        return entries;
    }

    /// <summary>The text of a key or a string; an escape of half a surrogate pair, which no text can hold, is an error.</summary>
    private readonly string ReadText(int line, int column, string path)
    {
        try
        {
            return _reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            _errors.Add(line, column, path, "the text has an escape that is half a surrogate pair");
            return "";
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> json)
    {
        int index = 0;
        while (index < json.Length && Rune.DecodeFromUtf8(json[index..], out _, out int taken) == System.Buffers.OperationStatus.Done)
        {
            index += taken;
        }

        return index;
    }
}
