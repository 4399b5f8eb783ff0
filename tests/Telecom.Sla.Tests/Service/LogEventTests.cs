using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Telecom.Sla.Tests.Service;

public sealed class LogEventTests
{
    [Fact]
    public void Event_ids_are_unique_and_in_the_services_range()
    {
        int[] ids =
        [
            .. typeof(SlaHost).Assembly.GetTypes()
                .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
                .OfType<int>(),
        ];
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(id, 3001, 3999));
    }
}
