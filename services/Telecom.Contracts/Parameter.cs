using System.Collections.ObjectModel;

namespace Telecom.Contracts;

/// <summary>A parameter of an agreement with where it comes from.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Value">The value under the readings that the document chooses.</param>
/// <param name="Clause">Id of the clause that states it, or that it completes.</param>
/// <param name="Origin">Whether the text states it.</param>
/// <param name="Reading">Id of the reading that it rests on, for example "IP-R5"; null when it rests on none.</param>
/// <param name="Quote">Words of the text, at most eight; null when none are given.</param>
public sealed record Parameter<T>(T Value, string Clause, ParameterOrigin Origin, string? Reading, string? Quote)
{
    /// <summary>Name of the option of the reading that the value is; null when it rests on none.</summary>
    public string? Option { get; init; }

    /// <summary>The values under the other options of the reading, by option; empty when the parameter is the same under all.</summary>
    public IReadOnlyDictionary<string, T> Otherwise { get; init; } = ReadOnlyDictionary<string, T>.Empty;

    /// <summary>The lower and upper end that the text gives, as written; empty when it gives no range.</summary>
    public IReadOnlyList<string> Range { get; init; } = [];

    /// <summary>A remark; null when there is none.</summary>
    public string? Note { get; init; }

    /// <summary>The value under a choice of readings.</summary>
    /// <param name="readings">
    /// The chosen option by the id of its reading. A reading that is not named, and an option that this parameter does not list, leave it at
    /// its own value.
    /// </param>
    public T Under(IReadOnlyDictionary<string, string> readings) =>
        Reading is not null && readings.TryGetValue(Reading, out string? option) && Otherwise.TryGetValue(option, out T? other) ? other : Value;

    /// <summary>The same parameter with another form of its values.</summary>
    /// <param name="convert">Makes a value of the other form.</param>
    internal Parameter<TOther> Select<TOther>(Func<T, TOther> convert) => new(convert(Value), Clause, Origin, Reading, Quote)
    {
        Option = Option,
        Otherwise = Otherwise.ToDictionary(other => other.Key, other => convert(other.Value), StringComparer.Ordinal),
        Range = Range,
        Note = Note,
    };
}
