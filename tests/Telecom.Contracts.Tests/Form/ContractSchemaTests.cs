using System.Text.Json.Nodes;

namespace Telecom.Contracts.Tests.Form;

public sealed class ContractSchemaTests
{
    private static readonly string Published = File.ReadAllText(Path.Combine(ContractFiles.Folder, "contract.schema.json"));
    private static readonly JsonSchemaValidator Validator = new(JsonNode.Parse(Published)!.AsObject());

    public static TheoryData<string> Documents => [.. ContractFiles.All.Select(path => Path.GetFileName(path))];

    [Fact]
    public void The_published_schema_is_what_the_readers_tables_make() =>
        Assert.True(Published == ContractSchema.Text(), "contracts/contract.schema.json is not ContractSchema.Text(); write that text there");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_document_of_the_repository_is_valid(string file) =>
        Assert.Empty(Validator.Validate(YamlAsJson.Read(File.ReadAllText(Path.Combine(ContractFiles.Folder, file)))));

    [Fact]
    public void The_document_with_every_section_is_valid() => Assert.Empty(Validator.Validate(YamlAsJson.Read(FullDocument.Text)));

    [Theory]
    [MemberData(nameof(PlantedErrors.OfForm), MemberType = typeof(PlantedErrors))]
    public void An_error_of_form_is_refused_by_the_schema_as_by_the_reader(string old, string replacement, string path, string message)
    {
        string yaml = FullDocument.Text.With(old, replacement);
        Assert.Contains(ContractFiles.Load(yaml).Errors, error => error.Path == path && error.Message.Contains(message, StringComparison.Ordinal));
        Assert.NotEmpty(Validator.Validate(YamlAsJson.Read(yaml)));
    }

    [Fact]
    public void Every_field_says_what_it_means()
    {
        List<string> silent = [];
        Walk(JsonNode.Parse(Published)!, "$");
        Assert.Empty(silent);

        void Walk(JsonNode node, string path)
        {
            foreach ((string name, JsonNode? child) in node is JsonObject map ? map : [])
            {
                if (name == "properties" && !path.Contains(".parameter_", StringComparison.Ordinal))
                {
                    silent.AddRange(child!.AsObject().Where(field => field.Value!["description"] is null).Select(field => $"{path}.{field.Key}"));
                }

                Walk(child!, $"{path}.{name}");
            }
        }
    }
}
