using System.ComponentModel;
using Telecom.Storage.Tests.Support;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Telecom.Storage.Tests.Contracts;

/// <summary>A case of a contract; skipped by name for the shared engine where redis-server is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Telecom.Storage.Tests.Contracts.ContractFactDiscoverer", "Telecom.Storage.Tests")]
public sealed class ContractFactAttribute : FactAttribute;

/// <summary>Makes the cases of <see cref="ContractFactAttribute"/>.</summary>
public sealed class ContractFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new ContractTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

/// <summary>A case that knows whose engine it tests.</summary>
public sealed class ContractTestCase : XunitTestCase
{
    private static readonly Lazy<string?> Missing = new(RedisServerProcess.WhyNot);

    /// <summary>For the runner, which carries cases from process to process.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the runner.")]
    public ContractTestCase()
    {
    }

    public ContractTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.Name.Contains(".Redis.", StringComparison.Ordinal) ? Missing.Value : base.GetSkipReason(factAttribute);
}
