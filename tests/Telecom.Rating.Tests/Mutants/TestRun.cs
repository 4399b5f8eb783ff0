using System.Reflection;
using Xunit.Sdk;

namespace Telecom.Rating.Tests.Mutants;

/// <summary>Runs tests of an assembly in the world of a mutant, one after the other until one fails.</summary>
internal static class TestRun
{
    /// <summary>The first test that fails; null: none does.</summary>
    /// <param name="tests">The assembly.</param>
    /// <param name="parts">What the full name of a test class contains.</param>
    /// <param name="least">How many tests there are at least: a run without tests says nothing.</param>
    public static string? Of(Assembly tests, string[] parts, int least)
    {
        int count = 0;
        foreach (Type type in tests.GetTypes().Where(type => type.IsPublic && parts.Any(part => $".{type.FullName}".Contains(part, StringComparison.Ordinal))).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            foreach (MethodInfo method in type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null }))
            {
                bool hasData = method.GetCustomAttribute<TheoryAttribute>() is not null;
                foreach (object[] arguments in hasData ? method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)) : [[]])
                {
                    count++;
                    try
                    {
                        _ = method.Invoke(Activator.CreateInstance(type), arguments);
                    }
                    catch (Exception failure)
                    {
                        return $"{type.Name}.{method.Name}: {failure.InnerException?.GetType().Name ?? failure.Message}";
                    }
                }
            }
        }

        return count >= least ? null : throw new InvalidOperationException($"Only {count} tests were found.");
    }
}
