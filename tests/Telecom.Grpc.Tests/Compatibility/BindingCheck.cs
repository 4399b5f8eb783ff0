using System.Reflection;

namespace Telecom.Grpc.Tests.Compatibility;

/// <summary>
/// Does a library bind to the contract assemblies beside it? Every type is loaded, every reference into the contracts is resolved
/// with its signature and must be accessible, every override must override something, and every method is compiled to machine code.
/// A base method that is not virtual is the treacherous case: the override loads silently and is never called.
/// </summary>
internal sealed class BindingCheck
{
    private static readonly string[] Contracts = ["Grpc.Core.Api", "Grpc.Net.Common"];

    private readonly BindingReport _report = new();
    private readonly Assembly _library;
    private readonly byte[] _image;

    private BindingCheck(AssemblySet set, string library)
    {
        _library = set.LoadFromAssemblyName(new AssemblyName(library));
        _image = set.Image(library);
    }

    public static BindingReport Run(IReadOnlyDictionary<string, byte[]> images, string library)
    {
        var set = new AssemblySet(images);
        try
        {
            return new BindingCheck(set, library).Run();
        }
        finally
        {
            set.Unload();
        }
    }

    private BindingReport Run()
    {
        var types = LoadTypes();
        _report.Types = types.Length;
        foreach (var reference in new ReferenceList(_image, Contracts))
        {
            _report.References++;
            Note(() => Resolve(reference));
        }

        foreach (var type in types)
        {
            Note(() => CheckOverrides(type));
        }

        MethodCompiler.Compile(types, _report);
        return _report;
    }

    private Type[] LoadTypes()
    {
        try
        {
            return _library.GetTypes();
        }
        catch (ReflectionTypeLoadException error)
        {
            _report.Problems.AddRange(error.LoaderExceptions.OfType<Exception>().Select(Words));
            return [.. error.Types.OfType<Type>()];
        }
    }

    private void Resolve(ReferenceList.Reference reference)
    {
        // Open references name type parameters of the place they occur in; any class does for the parameters of the contracts.
        var any = Enumerable.Repeat(typeof(object), 8).ToArray();
        var member = _library.ManifestModule.ResolveMember(reference.Token, any, any);
        var accessible = member switch
        {
            Type type => type.IsVisible || type.IsNestedFamily,
            MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType!.IsVisible,
            FieldInfo field => field.IsPublic && field.DeclaringType!.IsVisible,
            _ => false,
        };
        if (!accessible)
        {
            _report.Problems.Add($"{reference.Name} is not accessible.");
        }
    }

    private void CheckOverrides(Type type)
    {
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var method in type.GetMethods(Declared).Where(m => m.IsVirtual && !m.Attributes.HasFlag(MethodAttributes.NewSlot)))
        {
            _report.Overrides++;
            if (method.GetBaseDefinition() == method)
            {
                _report.Problems.Add($"{type}.{method} overrides nothing.");
            }
        }
    }

    private void Note(Action check)
    {
        try
        {
            check();
        }
        catch (Exception error) when (error is TypeLoadException or MissingMemberException or BadImageFormatException or FileLoadException or ArgumentException)
        {
            _report.Problems.Add(Words(error));
        }
    }

    private static string Words(Exception error) => $"{error.GetType().Name}: {error.Message}";
}
