using System.Globalization;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;

namespace Telecom.Ingestion.Checking;

/// <summary>The details of refusals: the field, its value, what is allowed. The same wording on a stream and in a single call.</summary>
internal static class RefusalText
{
    private const int MaxNameChars = 200;

    public static string HandleOutOfLimits(uint handle, int maxHandles) => Text($"handle is {handle}; allowed is 1 to {maxHandles}");

    public static string HandleDeclaredTwice(uint handle, string first, string second) =>
        Text($"handle {handle} was declared for \"{Shorten(first)}\" and for \"{Shorten(second)}\"; a handle keeps its circuit as long as the stream lasts");

    public static string HandleRefusedBefore(uint handle) => Text($"handle {handle} was refused before on this stream; declare another one");

    public static string NotACircuit(string name) =>
        $"circuit is \"{Shorten(name)}\"; allowed is \"customers/{{customer}}/circuits/{{circuit}}\", each id with {ResourceName.IdRule}";

    public static string UndeclaredHandle(uint handle) => Text($"circuit is {handle}; no such handle was declared on this stream");

    public static string UnusableHandle(uint handle) => Text($"circuit is {handle}; the declaration of that handle was refused");

    public static string UnknownCircuit(string name) => $"circuit is \"{Shorten(name)}\"; the catalogue has no such circuit now";

    public static string ForeignCircuit(string name) => $"circuit is \"{Shorten(name)}\"; allowed are circuits of the agent's own customer";

    public static string TooManySeries(string name, string whose, string option, int most) =>
        Text($"circuit is \"{Shorten(name)}\"; {whose} may write {most} ({IngestionOptions.Section}:{option}), and that many are there");

    public static string ColumnsDiffer(string lengths) => $"the columns have {lengths} entries; their numbers must be equal";

    public static string TimeInFuture(long instantUs, long latestUs) =>
        Text($"instant is {instantUs} us ({new UtcInstant(instantUs)}); allowed is at most {latestUs} us ({new UtcInstant(latestUs)}) now");

    public static string TimeOutOfRange(long instantUs, long earliestUs) =>
        Text($"instant is {instantUs} us ({new UtcInstant(instantUs)}); allowed is at least {earliestUs} us ({new UtcInstant(earliestUs)})");

    /// <summary>At most 200 characters of a name that somebody else chose.</summary>
    public static string Shorten(string name) => name.Length <= MaxNameChars ? name : string.Concat(name.AsSpan(0, MaxNameChars), "…");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
