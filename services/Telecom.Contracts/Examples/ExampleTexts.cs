using System.Globalization;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Examples;

/// <summary>Texts of figures in the errors of examples.</summary>
internal static class ExampleTexts
{
    /// <summary>A duration in seconds.</summary>
    public static string Duration(long microseconds) => $"{new Ratio(microseconds, UtcInstant.PerSecond).ToText(6)} s";

    /// <summary>A percentage with 4 decimals, half up.</summary>
    public static string Percent(Ratio ratio) => $"{PercentText.Of(ratio)} %";

    /// <summary>A number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An instant.</summary>
    public static string Instant(UtcInstant instant) => instant.ToString();

    /// <summary>A state as documents write it.</summary>
    public static string State(ObjectiveState state) => state switch
    {
        ObjectiveState.OnTrack => "on_track",
        ObjectiveState.AtRisk => "at_risk",
        ObjectiveState.BreachedAlready => "breached_already",
        ObjectiveState.Undetermined => "undetermined",
        ObjectiveState.Met => "met",
        ObjectiveState.Breached => "breached",
        _ => "none",
    };
}
