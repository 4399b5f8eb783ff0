using Telecom.Sla.Domain.Names;
using Telecom.Support.Cases;

namespace Telecom.Support.Tests.Cases;

public sealed class CaseIdTests
{
    [Fact]
    public void Ids_are_legal_and_sort_by_time_whatever_the_request()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++)
        {
            long earlier = random.NextInt64(0, 4_000_000_000_000_000);
            long later = earlier + random.NextInt64(1_000, 1_000_000_000_000);
            string first = CaseId.Create(earlier, Guid.NewGuid(), random.Next(8));
            string second = CaseId.Create(later, Guid.NewGuid(), random.Next(8));
            Assert.True(ResourceName.IsId(first), $"{first}, seed {seed}");
            Assert.True(string.CompareOrdinal(first, second) < 0, $"{first} {second}, seed {seed}");
        }
    }

    [Fact]
    public void A_repeated_request_gets_the_same_id_and_another_request_or_attempt_gets_another()
    {
        var request = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        string id = CaseId.Create(1_795_323_781_123_456, request, 0);
        Assert.Equal(id, CaseId.Create(1_795_323_781_123_999, request, 0));
        Assert.Equal("c1m80g2x53-".Length + 5, id.Length);
        HashSet<string> ids = [id];
        for (int i = 1; i < 8; i++)
        {
            Assert.True(ids.Add(CaseId.Create(1_795_323_781_123_456, request, i)));
        }

        for (int i = 0; i < 100; i++)
        {
            Assert.True(ids.Add(CaseId.Create(1_795_323_781_123_456, Guid.NewGuid(), 0)));
        }
    }

    [Fact]
    public void The_time_can_be_read_back()
    {
        const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
        string id = CaseId.Create(1_795_323_781_123_456, Guid.NewGuid(), 0);
        long milliseconds = id[1..10].Aggregate(0L, (sum, digit) => (sum * 32) + Digits.IndexOf(digit, StringComparison.Ordinal));
        Assert.Equal(1_795_323_781_123, milliseconds);
    }

    [Fact]
    public void A_time_before_the_epoch_is_a_defect() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CaseId.Create(-1, Guid.NewGuid(), 0));
}
