using System.Globalization;
using System.Text.RegularExpressions;

namespace Telecom.Gateway.Feed;

/// <summary>
/// How far a reader is in both feeds behind the live feed. On the wire it is a text like "o12.c7", which readers hand back as it is; "-"
/// in place of a number stands for a feed that has not begun for this reader.
/// </summary>
/// <param name="Outages">Position in the feed of outages; <see cref="Now"/>: from now on; 0: from the beginning.</param>
/// <param name="Cases">Position in the feed of cases, likewise.</param>
internal readonly partial record struct FeedPosition(long Outages, long Cases)
{
    /// <summary>In place of a position: from now on.</summary>
    public const long Now = -1;

    /// <summary>What is allowed, for people.</summary>
    public const string Form = "an id of an event of this feed, like \"o12.c7\"";

    /// <summary>From now on, in both.</summary>
    public static FeedPosition FromNow { get; } = new(Now, Now);

    /// <summary>From the beginning, in both.</summary>
    public static FeedPosition FromStart { get; } = new(0, 0);

    /// <summary>Reads the text of a position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The position, when the result is true.</param>
    public static bool TryParse(string text, out FeedPosition position)
    {
        position = default;
        Match match = Pattern().Match(text);
        if (!match.Success || !TryRead(match.Groups[1].Value, out long outages) || !TryRead(match.Groups[2].Value, out long cases))
        {
            return false;
        }

        position = new FeedPosition(outages, cases);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"o{Show(Outages)}.c{Show(Cases)}";

    private static string Show(long position) => position < 0 ? "-" : position.ToString(CultureInfo.InvariantCulture);

    private static bool TryRead(string text, out long position)
    {
        position = Now;
        return text == "-" || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }

    [GeneratedRegex(@"\Ao([0-9]{1,19}|-)\.c([0-9]{1,19}|-)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
