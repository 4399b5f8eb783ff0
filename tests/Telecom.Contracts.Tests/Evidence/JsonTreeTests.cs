using System.Text;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Tests.Evidence;

public sealed class JsonTreeTests
{
    [Fact]
    public void Words_numbers_booleans_and_null_are_told_apart_and_keep_their_text()
    {
        YamlMap map = Assert.IsType<YamlMap>(Build("""{"a": "null", "b": null, "c": "true", "d": true, "e": false, "f": 1.50, "g": "1.50", "h": -0, "i": 1e5, "j": ""}""").Root);

        Assert.Equal(
            [
                ("null", ScalarType.Text), ("null", ScalarType.Null), ("true", ScalarType.Text), ("true", ScalarType.Boolean), ("false", ScalarType.Boolean),
                ("1.50", ScalarType.Number), ("1.50", ScalarType.Text), ("-0", ScalarType.Number), ("1e5", ScalarType.Number), ("", ScalarType.Text),
            ],
            map.Entries.Select(entry => (YamlScalar)entry.Value).Select(scalar => (scalar.Text, scalar.Type)));
    }

    [Fact]
    public void Yaml_tells_the_same_apart_by_its_quotes()
    {
        ErrorList errors = new("test.yaml");
        YamlMap map = Assert.IsType<YamlMap>(YamlTreeBuilder.Build("{a: 'null', b: null, c: \"true\", d: true, e: ~, f: 1.50, g: '1.50', h: , i: 1.5.0, j: 2026-04, k: yes, l: -3}", errors));

        Assert.Equal(
            [
                ScalarType.Text, ScalarType.Null, ScalarType.Text, ScalarType.Boolean, ScalarType.Null, ScalarType.Number, ScalarType.Text, ScalarType.Null,
                ScalarType.Text, ScalarType.Text, ScalarType.Text, ScalarType.Number,
            ],
            map.Entries.Select(entry => ((YamlScalar)entry.Value).Type));
        Assert.False(errors.Any);
    }

    [Fact]
    public void Places_count_lines_and_characters_from_one()
    {
        YamlMap map = Assert.IsType<YamlMap>(Build("{\n  \"é😀\": [1,\r\n   \"x\"], \"b\": {}}").Root);

        Assert.Equal((2, 3), (map.Entries[0].Key.Line, map.Entries[0].Key.Column));
        YamlList list = Assert.IsType<YamlList>(map.Entries[0].Value);
        Assert.Equal((2, 10), (list.Line, list.Column));
        Assert.Equal((3, 4), (list.Items[1].Line, list.Items[1].Column));
        Assert.Equal((3, 15), (map.Entries[1].Value.Line, map.Entries[1].Value.Column));
    }

    [Theory]
    [InlineData("", 1, 1, "not JSON")]
    [InlineData("{\"a\": 1,}", 1, 9, "not JSON")]
    [InlineData("{\"a\": 1 // no\n}", 1, 9, "not JSON")]
    [InlineData("{\"a\": 1} {}", 1, 10, "not JSON")]
    [InlineData("{\"a\":\n 01}", 2, 3, "not JSON")]
    [InlineData("{\"a\": NaN}", 1, 7, "not JSON")]
    [InlineData("{'a': 1}", 1, 2, "not JSON")]
    [InlineData("{\"a\": \"x\ny\"}", 1, 9, "not JSON")]
    public void What_is_not_JSON_is_an_error_with_its_place(string json, int line, int column, string message)
    {
        (YamlNode? root, IReadOnlyList<ContractError> errors) = Build(json);
        Assert.Null(root);
        ContractError error = Assert.Single(errors);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void A_key_that_stands_twice_is_an_error_even_when_it_is_escaped()
    {
        ContractError error = Assert.Single(Build("{\"a\": [{\"b\": 1,\n \"\\u0062\": 2}]}").Errors);
        Assert.Equal(("a[0].b", 2, "the key stands twice; keep one"), (error.Path, error.Line, error.Message));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_an_error_at_its_place()
    {
        ContractError error = Assert.Single(Build("{\"a\":\n \"\\ud800\"}").Errors);
        Assert.Equal(("a", 2, 2), (error.Path, error.Line, error.Column));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_an_error_at_the_first_of_them()
    {
        ErrorList errors = new("test.json");
        Assert.Null(JsonTreeBuilder.Build([.. "{\"a\":\n  \""u8, 0xC3, 0x28, .. "\"}"u8], errors));
        ContractError error = Assert.Single(errors.Sorted());
        Assert.Equal((2, 4, "not UTF-8"), (error.Line, error.Column, error.Message));
    }

    [Fact]
    public void A_byte_order_mark_is_not_a_part_of_the_document()
    {
        ErrorList errors = new("test.json");
        Assert.IsType<YamlMap>(JsonTreeBuilder.Build([0xEF, 0xBB, 0xBF, .. "{}"u8], errors));
        Assert.False(errors.Any);
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        Assert.Empty(Build(new string('[', 24) + new string(']', 24)).Errors);
        Assert.Contains("depth of 24", Assert.Single(Build(new string('[', 25) + new string(']', 25)).Errors).Message, StringComparison.Ordinal);
        Assert.Contains("depth of 24", Assert.Single(Build(new string('[', 1_000_000)).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_is_bounded()
    {
        byte[] bytes = new byte[JsonTreeBuilder.MaxBytes + 1];
        Array.Fill(bytes, (byte)' ');
        ErrorList errors = new("test.json");
        Assert.Null(JsonTreeBuilder.Build(bytes, errors));
        Assert.Equal("8388609 bytes; at most 8388608 are allowed", Assert.Single(errors.Sorted()).Message);
    }

    [Fact]
    public void A_document_cut_off_at_any_byte_is_refused_and_never_throws()
    {
        byte[] full = Encoding.UTF8.GetBytes(EvidenceTexts.Full);
        for (int length = 0; length < full.Length; length++)
        {
            EvidenceLoadResult result = EvidenceLoader.Load(full.AsSpan(0, length), "cut.json");
            Assert.NotEmpty(result.Errors);
            Assert.Null(result.Document);
        }
    }

    [Fact]
    public void A_document_with_any_byte_spoilt_never_throws()
    {
        byte[] full = Encoding.UTF8.GetBytes(EvidenceTexts.Full);
        int refused = 0;
        for (int at = 0; at < full.Length; at++)
        {
            byte[] spoilt = [.. full];
            spoilt[at] = (byte)((at % 5) switch { 0 => 0x00, 1 => 0xFF, 2 => '"', 3 => '9', _ => '{' });
            EvidenceLoadResult result = EvidenceLoader.Load(spoilt, "spoilt.json");
            Assert.Equal(result.Document is null, result.Errors.Count > 0);
            refused += result.Errors.Count > 0 ? 1 : 0;
        }

        Assert.InRange(refused, full.Length / 3, full.Length);
    }

    [Fact]
    public void Huge_numbers_are_refused_where_they_stand()
    {
        string digits = new('9', 100_000);
        ContractError error = Assert.Single(EvidenceTexts.Load($$"""{"month": "2026-04", "charges": [{"amount": {{digits}}}]}""").Errors);
        Assert.Equal("charges[0].amount", error.Path);
        Assert.True(error.Message.Length < 300);
        foreach (string number in (string[])["1e999999999", "-1", "1e-400", "99999999999999999999999999999999999999999"])
        {
            Assert.NotEmpty(EvidenceTexts.Load($$"""{"measurements": [{"latencyMs": [{{number}}], "loss": [{"sent": {{number}}, "lost": 0}]}]}""").Errors);
        }
    }

    private static (YamlNode? Root, IReadOnlyList<ContractError> Errors) Build(string json)
    {
        ErrorList errors = new("test.json");
        YamlNode? root = JsonTreeBuilder.Build(Encoding.UTF8.GetBytes(json), errors);
        return (root, errors.Sorted());
    }
}
