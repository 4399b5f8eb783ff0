using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Telecom.Rating.Tests.Mutants;

/// <summary>Compiles the domain in memory, as it is or with one mutant.</summary>
internal sealed class MutantCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly CSharpCompilation _compilation;
    private readonly SyntaxTree[] _trees;
    private readonly string[] _paths;

    public MutantCompiler()
    {
        string folder = Path.Combine(Proofs.Root, "services", "Telecom.Sla.Domain");
        CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        string[] files = [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(IsSource).Order(StringComparer.Ordinal)];
        _paths = [.. files.Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))];
        _trees = [.. files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file)), options, file))];
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        MetadataReference[] references =
        [
            .. Directory.EnumerateFiles(framework, "System*.dll").Where(IsManaged).Select(file => MetadataReference.CreateFromFile(file)),
            MetadataReference.CreateFromFile(typeof(NodaTime.Instant).Assembly.Location),
        ];
        _compilation = CSharpCompilation.Create(
            "Telecom.Sla.Domain",
            [.. _trees, CSharpSyntaxTree.ParseText(Usings, options), CSharpSyntaxTree.ParseText(MutantGuard.Source, options)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true, nullableContextOptions: NullableContextOptions.Enable));

        bool IsSource(string file) => !Path.GetRelativePath(folder, file).Split('/', '\\').Any(part => part is "bin" or "obj");
    }

    /// <summary>Every mutant of the files that a test of the path lets through.</summary>
    public IReadOnlyList<Mutant> Mutants(Func<string, bool> isMutated) =>
        [.. Enumerable.Range(0, _trees.Length).Where(index => isMutated(_paths[index])).SelectMany(index => MutantSource.Of(index, _paths[index], _trees[index].GetRoot()))];

    /// <summary>The domain as it is, with the counter in the same files.</summary>
    public byte[] Original(Func<string, bool> isMutated)
    {
        CSharpCompilation guarded = _compilation;
        for (int index = 0; index < _trees.Length; index++)
        {
            guarded = isMutated(_paths[index]) ? guarded.ReplaceSyntaxTree(_trees[index], Guarded(index, _trees[index].GetRoot())) : guarded;
        }

        return Emit(guarded) ?? throw new InvalidOperationException(string.Join('\n', guarded.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error).Take(5)));
    }

    /// <summary>The domain with a mutant; null when that does not compile.</summary>
    public byte[]? Compile(Mutant mutant) =>
        Emit(_compilation.ReplaceSyntaxTree(_trees[mutant.Tree], Guarded(mutant.Tree, _trees[mutant.Tree].GetRoot().ReplaceNode(mutant.Old, mutant.New))));

    private SyntaxTree Guarded(int index, SyntaxNode root) => _trees[index].WithRootAndOptions(MutantGuard.Insert(root), _trees[index].Options);

    private static byte[]? Emit(CSharpCompilation compilation)
    {
        using MemoryStream image = new();
        return compilation.Emit(image).Success ? image.ToArray() : null;
    }

    private static bool IsManaged(string file)
    {
        try
        {
            _ = System.Reflection.AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
