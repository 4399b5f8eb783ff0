using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Telecom.Catalog.Tests;

public sealed class LogEventTests
{
    [Fact]
    public void Event_ids_are_unique()
    {
        int[] ids =
        [
            .. typeof(CatalogHost).Assembly.GetTypes()
                .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
                .OfType<int>(),
        ];
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(id, 1001, 1999));
    }
}
