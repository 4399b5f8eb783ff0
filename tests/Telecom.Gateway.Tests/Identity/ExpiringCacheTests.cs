using Telecom.Gateway.Identity;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Identity;

public sealed class ExpiringCacheTests
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void An_entry_is_there_until_its_lifetime_is_over()
    {
        var cache = new ExpiringCache<string>(10, _clock);
        cache.Set("a", "1", TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(29.999));
        Assert.True(cache.TryGet("a", out string? value));
        Assert.Equal("1", value);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(cache.TryGet("a", out _));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void A_lifetime_of_nothing_remembers_nothing()
    {
        var cache = new ExpiringCache<string>(10, _clock);
        cache.Set("a", "1", TimeSpan.Zero);
        cache.Set("b", "1", TimeSpan.FromSeconds(-1));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Setting_again_replaces_value_and_lifetime()
    {
        var cache = new ExpiringCache<string>(10, _clock);
        cache.Set("a", "1", TimeSpan.FromSeconds(1));
        cache.Set("a", "2", TimeSpan.FromSeconds(3));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(cache.TryGet("a", out string? value));
        Assert.Equal("2", value);
        Assert.Equal(1, cache.Count);
    }

    /// <summary>Against a slow oracle: a list in order of use, with absolute expiry.</summary>
    [Fact]
    public void It_agrees_with_a_slow_list_over_any_sequence_of_uses()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        const int Capacity = 5;
        var cache = new ExpiringCache<string>(Capacity, _clock);
        List<(string Key, string Value, DateTimeOffset Until)> oracle = [];
        for (int step = 0; step < 20_000; step++)
        {
            string key = random.Next(9).ToString(System.Globalization.CultureInfo.InvariantCulture);
            int found = oracle.FindIndex(entry => entry.Key == key);
            switch (random.Next(3))
            {
                case 0:
                    TimeSpan lifetime = TimeSpan.FromSeconds(random.Next(1, 10));
                    string value = $"{step}";
                    cache.Set(key, value, lifetime);
                    if (found >= 0)
                    {
                        oracle.RemoveAt(found);
                    }
                    else if (oracle.Count == Capacity)
                    {
                        oracle.RemoveAt(0);
                    }

                    oracle.Add((key, value, _clock.GetUtcNow() + lifetime));
                    break;
                case 1:
                    bool expected = found >= 0 && oracle[found].Until > _clock.GetUtcNow();
                    Assert.True(expected == cache.TryGet(key, out string? read), $"seed {seed}, step {step}");
                    Assert.True(!expected || read == oracle[found].Value, $"seed {seed}, step {step}");
                    if (found >= 0)
                    {
                        (string, string, DateTimeOffset) entry = oracle[found];
                        oracle.RemoveAt(found);
                        if (expected)
                        {
                            oracle.Add(entry);
                        }
                    }

                    break;
                default:
                    _clock.Advance(TimeSpan.FromSeconds(random.Next(3)));
                    break;
            }

            Assert.True(cache.Count == oracle.Count && cache.Count <= Capacity, $"seed {seed}, step {step}");
        }
    }
}
