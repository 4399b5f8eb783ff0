using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Telecom.EndToEnd.Tests.LongestFirst", "Telecom.EndToEnd.Tests")]

namespace Telecom.EndToEnd.Tests;

/// <summary>The collection that takes longest begins first, so that the others run beside it and not before it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == LongStreamTests.Name ? 0 : 1);
}
