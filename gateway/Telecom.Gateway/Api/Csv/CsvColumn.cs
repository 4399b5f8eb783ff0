namespace Telecom.Gateway.Api.Csv;

/// <summary>A column of a table.</summary>
/// <typeparam name="TRow">What is listed.</typeparam>
/// <param name="Name">Its name in the header row; it never changes.</param>
/// <param name="Value">Its value: a text, an instant, a number, a truth value, a list of texts, or null for none.</param>
internal sealed record CsvColumn<TRow>(string Name, Func<TRow, object?> Value);
