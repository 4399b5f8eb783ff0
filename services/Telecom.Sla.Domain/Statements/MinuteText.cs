using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Durations as decimal minutes for people: exact where they end within six decimals, otherwise half up, without trailing zeros.</summary>
public static class MinuteText
{
    /// <summary>"43.2" for 43 min 12 s.</summary>
    public static string Of(long microseconds)
    {
        string text = new Ratio(microseconds, UtcInstant.PerMinute).ToText(6).TrimEnd('0');
        return text.EndsWith('.') ? text[..^1] : text;
    }
}
