using Telecom.Support.Alarms;
using Telecom.Support.Cases;
using Telecom.Tests.Shared;

namespace Telecom.Support.Tests.Alarms;

/// <summary>The queue against a list that is searched each time.</summary>
public sealed class AlarmQueueTests
{
    [Fact]
    public void The_queue_hands_out_what_a_searched_list_would()
    {
        for (int round = 0; round < Proofs.Rounds(reduced: 40, full: 2000); round++)
        {
            Random random = Proofs.Numbers(salt: 4151, round);
            CaseEntry[] entries = [.. Enumerable.Range(0, random.Next(1, 60)).Select(Entry)];
            var queue = new AlarmQueue();
            Dictionary<string, long> model = [];
            for (int step = 0; step < 2000; step++)
            {
                if (random.Next(10) < 8)
                {
                    CaseEntry entry = entries[random.Next(entries.Length)];
                    entry.NextAlarmAtUs = random.Next(6) == 0 ? CaseEntry.Never : random.Next(100);
                    queue.Set(entry);
                    _ = entry.NextAlarmAtUs == CaseEntry.Never ? model.Remove(entry.Core.Name) : (model[entry.Core.Name] = entry.NextAlarmAtUs) >= 0;
                }
                else
                {
                    (long now, int most) = (random.Next(110), random.Next(1, 8));
                    IReadOnlyList<string> taken = queue.TakeDue(now, most);
                    long[] expected = [.. model.Values.Where(at => at <= now).Order().Take(most)];
                    Assert.True(expected.SequenceEqual(taken.Select(name => model[name])), $"seed {Proofs.Seed}, round {round}, step {step}");
                    Assert.Equal(taken.Count, taken.Distinct().Count());
                    foreach (string name in taken)
                    {
                        _ = model.Remove(name);
                    }
                }

                Assert.True(model.Count == queue.Count, $"seed {Proofs.Seed}, round {round}, step {step}");
                Assert.True(model.Values.DefaultIfEmpty(CaseEntry.Never).Min() == queue.NextAtUs, $"seed {Proofs.Seed}, round {round}, step {step}");
            }
        }
    }

    private static CaseEntry Entry(int number) =>
        new(new CaseCore($"customers/acme/cases/c{number}", new CaseOpened(new CaseContent("", "1", "", "", ""), number, ""), number));
}
