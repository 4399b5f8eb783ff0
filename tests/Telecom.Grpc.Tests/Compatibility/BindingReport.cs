namespace Telecom.Grpc.Tests.Compatibility;

/// <summary>How much of a library was checked against its contract assemblies, and what does not bind.</summary>
internal sealed class BindingReport
{
    public int Types { get; set; }

    public int References { get; set; }

    public int Overrides { get; set; }

    public int Compiled { get; set; }

    public List<string> NotCompilable { get; } = [];

    public List<string> Problems { get; } = [];

    public override string ToString() =>
        $"{Types} types, {References} references, {Overrides} overrides, {Compiled} methods compiled, {NotCompilable.Count} not compilable";
}
