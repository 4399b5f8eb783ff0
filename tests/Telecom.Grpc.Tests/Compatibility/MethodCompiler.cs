using System.Reflection;
using System.Runtime.CompilerServices;

namespace Telecom.Grpc.Tests.Compatibility;

/// <summary>
/// Compiles methods to machine code without running them. Generic ones are compiled for object, or for a type that their
/// constraints allow.
/// </summary>
internal static class MethodCompiler
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static void Compile(IEnumerable<Type> types, BindingReport report)
    {
        foreach (var open in types)
        {
            try
            {
                Close(open.GetGenericArguments(), open.MakeGenericType, open, out var type);
                if (type is null)
                {
                    report.NotCompilable.Add($"{open}");
                    continue;
                }

                foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
                {
                    Compile(method, report);
                }
            }
            catch (Exception error) when (IsBinding(error))
            {
                report.Problems.Add($"{open}: {error.GetType().Name}: {error.Message}");
            }
        }
    }

    private static void Compile(MethodBase method, BindingReport report)
    {
        // Nothing to compile: abstract methods, those of other platforms' native libraries, and delegates.
        if (method.IsAbstract
            || method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)
            || method.MethodImplementationFlags.HasFlag(MethodImplAttributes.Runtime))
        {
            return;
        }

        var closed = method;
        if (method is MethodInfo { IsGenericMethodDefinition: true } generic)
        {
            Close(generic.GetGenericArguments(), generic.MakeGenericMethod, generic, out var made);
            closed = made;
        }

        if (closed is null)
        {
            report.NotCompilable.Add($"{method.DeclaringType}.{method}");
            return;
        }

        try
        {
            var arguments = closed.DeclaringType!.GetGenericArguments().Concat(closed.IsGenericMethod ? closed.GetGenericArguments() : []);
            RuntimeHelpers.PrepareMethod(closed.MethodHandle, [.. arguments.Select(type => type.TypeHandle)]);
            report.Compiled++;
        }
        catch (Exception error) when (IsBinding(error))
        {
            report.Problems.Add($"{method.DeclaringType}.{method}: {error.GetType().Name}: {error.Message}");
        }
    }

    /// <summary>Gives what is not generic as it is; closes the rest over types that its constraints allow, or gives null.</summary>
    private static void Close<T>(Type[] parameters, Func<Type[], T> make, T open, out T? closed)
        where T : class
    {
        closed = open;
        if (parameters.Length == 0)
        {
            return;
        }

        try
        {
            closed = make([.. parameters.Select(Candidate)]);
        }
        catch (ArgumentException)
        {
            closed = null;
        }
    }

    private static bool IsBinding(Exception error) =>
        error is TypeLoadException or MissingMemberException or BadImageFormatException or FileLoadException or InvalidProgramException;

    private static Type Candidate(Type parameter)
    {
        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            return typeof(int);
        }

        var constraint = parameter.GetGenericParameterConstraints().FirstOrDefault();
        return constraint is null || constraint.ContainsGenericParameters ? typeof(object) : constraint;
    }
}
