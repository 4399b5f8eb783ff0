namespace Telecom.Contracts.Subscriptions;

/// <summary>One thing that is wrong with the working time that a subscription states.</summary>
/// <param name="Field">Field of the calendar, for example "holidays[2]".</param>
/// <param name="Message">The value, what is wrong with it, and what is allowed.</param>
/// <param name="Reason">UPPER_SNAKE_CASE reason.</param>
public sealed record CalendarError(string Field, string Message, string Reason)
{
    /// <summary>A value outside of what is allowed.</summary>
    public const string OutOfRange = "OUT_OF_RANGE";

    /// <summary>A text that is no day of the week.</summary>
    public const string NotAWeekday = "NOT_A_WEEKDAY";

    /// <summary>A text that is no date.</summary>
    public const string NotADate = "NOT_A_DATE";

    /// <summary>A text that is no time of day.</summary>
    public const string NotATime = "NOT_A_TIME";

    /// <summary>A text that is no time zone.</summary>
    public const string NotAZone = "NOT_A_TIME_ZONE";
}
