namespace Telecom.Storage.Copy;

/// <summary>Limits of a copy.</summary>
public sealed class StoreCopyOptions
{
    /// <summary>Appends under way at once. From 1 to 4,096; default 64.</summary>
    public int AppendsAtOnce { get; set; } = 64;

    /// <summary>Record bytes read ahead, all partitions together. In bytes, from 64 KiB to 1 GiB; default 64 MiB.</summary>
    public int ReadBytes { get; set; } = 64 << 20;

    /// <summary>Cells or roll-ups written in one step. From 1 to 10,000; default 500.</summary>
    public int CellsAtOnce { get; set; } = 500;

    /// <summary>Bytes of cells at which a step ends. In bytes, from 64 KiB to 16 MiB; default 1 MiB.</summary>
    public int CellBytesAtOnce { get; set; } = 1 << 20;

    /// <summary>
    /// How long the leases of a copy that died hold: until then services cannot go on; the same copy can at once. They are renewed at a third
    /// of it. From 5 s to 10 min; default 1 min.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Every violation of the documented ranges, all at once; empty when the options are good.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        Range(errors, nameof(AppendsAtOnce), AppendsAtOnce, 1, 4096);
        Range(errors, nameof(ReadBytes), ReadBytes, 64 << 10, 1 << 30);
        Range(errors, nameof(CellsAtOnce), CellsAtOnce, 1, 10_000);
        Range(errors, nameof(CellBytesAtOnce), CellBytesAtOnce, 64 << 10, 16 << 20);
        Range(errors, nameof(LeaseDuration), LeaseDuration, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
        return errors;
    }

    private static void Range<T>(List<string> errors, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            errors.Add(FormattableString.Invariant($"{name}: {value} is not allowed; it must be from {least} to {most}"));
        }
    }
}
