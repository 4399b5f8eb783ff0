using Telecom.Sla.Domain.Availability;

namespace Telecom.Sla.Domain.Tests.Availability;

/// <summary>Slices as text: g good, b bad, '.' unmeasured.</summary>
internal static class Slices
{
    public static SliceState[] Parse(string text) => [.. text.Select(c => c switch
    {
        'g' => SliceState.Good,
        'b' => SliceState.Bad,
        '.' => SliceState.Unmeasured,
        _ => throw new ArgumentException($"'{c}'", nameof(text)),
    })];

    /// <summary>Runs of slices from slice 0; cut into pieces at random when asked, which must change nothing.</summary>
    public static IReadOnlyList<SliceRun> Runs(IReadOnlyList<SliceState> slices, Random? pieces = null)
    {
        List<SliceRun> runs = [];
        for (int i = 0; i < slices.Count; i++)
        {
            int sent = slices[i] == SliceState.Unmeasured ? 0 : 10;
            int lost = slices[i] == SliceState.Bad ? 10 : 0;
            if (runs.Count > 0 && runs[^1].State == slices[i] && (pieces is null || pieces.Next(3) > 0))
            {
                SliceRun last = runs[^1];
                runs[^1] = last with { Count = last.Count + 1, Sent = last.Sent + sent, Lost = last.Lost + lost };
            }
            else
            {
                runs.Add(new SliceRun(i, 1, slices[i], sent, lost));
            }
        }

        return runs;
    }

    /// <summary>The down slices of a detection, as text: D down, '-' up.</summary>
    public static string Down(Detection detection, int count)
    {
        char[] text = new string('-', count).ToCharArray();
        foreach (DetectedOutage outage in detection.Outages)
        {
            Array.Fill(text, 'D', (int)outage.First, (int)(outage.End - outage.First));
        }

        return new string(text);
    }

    /// <summary>
    /// The recursion of MEF 10.3, section 8.8, slice by slice: down when up before and the n slices from here on are all bad; up when down
    /// before and the n slices from here on are all good; otherwise as before. A slice that is neither satisfies neither. What comes after
    /// the last slice is taken as good, so that only what no later slice can undo is down.
    /// </summary>
    public static string Recursion(IReadOnlyList<SliceState> slices, int n)
    {
        char[] text = new char[slices.Count];
        bool down = false;
        for (int k = 0; k < slices.Count; k++)
        {
            bool All(SliceState state) => Enumerable.Range(k, n).All(i => (i < slices.Count ? slices[i] : SliceState.Good) == state);
            down = down ? !All(SliceState.Good) : All(SliceState.Bad);
            text[k] = down ? 'D' : '-';
        }

        return new string(text);
    }

    public static SliceState[] Draw(Random random, int count)
    {
        // Runs of the length of n and thereabouts are where the rule decides.
        List<SliceState> slices = [];
        while (slices.Count < count)
        {
            slices.AddRange(Enumerable.Repeat((SliceState)random.Next(3), random.Next(1, 6)));
        }

        return [.. slices.Take(count)];
    }
}
