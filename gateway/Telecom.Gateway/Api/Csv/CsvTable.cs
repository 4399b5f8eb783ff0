namespace Telecom.Gateway.Api.Csv;

/// <summary>A list as a table.</summary>
/// <typeparam name="TRow">What is listed.</typeparam>
/// <param name="Name">Name of the file that a browser saves, without its extension.</param>
/// <param name="Header">Names of the columns.</param>
/// <param name="LinesOf">The lines that one item of the list is, each with a value for every column.</param>
/// <param name="MaxPageSize">Most items that the service gives at a time.</param>
internal sealed record CsvTable<TRow>(string Name, IReadOnlyList<string> Header, Func<TRow, IEnumerable<IEnumerable<object?>>> LinesOf, int MaxPageSize);

/// <summary>Makes tables.</summary>
internal static class CsvTable
{
    private const int UsualPageSize = 1000;

    /// <summary>A table with a line for each item.</summary>
    /// <typeparam name="TRow">What is listed.</typeparam>
    /// <param name="name">Name of the file.</param>
    /// <param name="columns">The columns.</param>
    public static CsvTable<TRow> Of<TRow>(string name, IReadOnlyList<CsvColumn<TRow>> columns) =>
        Of<TRow, TRow>(name, UsualPageSize, row => [row], columns);

    /// <summary>A table with any number of lines for each item.</summary>
    /// <typeparam name="TRow">What is listed.</typeparam>
    /// <typeparam name="TLine">A line.</typeparam>
    /// <param name="name">Name of the file.</param>
    /// <param name="maxPageSize">Most items that the service gives at a time.</param>
    /// <param name="expand">The lines of an item.</param>
    /// <param name="columns">The columns.</param>
    public static CsvTable<TRow> Of<TRow, TLine>(
        string name, int maxPageSize, Func<TRow, IEnumerable<TLine>> expand, IReadOnlyList<CsvColumn<TLine>> columns) => new(
        name,
        [.. columns.Select(column => column.Name)],
        row => expand(row).Select(line => columns.Select(column => column.Value(line))),
        maxPageSize);
}
