namespace Telecom.Contracts.Yaml;

/// <summary>Collects the errors of a document.</summary>
internal sealed class ErrorList(string file)
{
    /// <summary>More are not collected: a file that is no contract at all should not fill the log.</summary>
    private const int Most = 200;

    private readonly List<ContractError> _errors = [];

    /// <summary>Name of the file.</summary>
    public string File => file;

    /// <summary>True when there is one.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>Adds an error at a node.</summary>
    public void Add(YamlNode node, string path, string message) => Add(node.Line, node.Column, path, message);

    /// <summary>Adds an error at a place.</summary>
    public void Add(long line, long column, string path, string message)
    {
        if (_errors.Count < Most)
        {
            _errors.Add(new ContractError(file, (int)line, (int)column, path.Length == 0 ? "document" : OneLine(path), OneLine(message)));
        }
    }

    /// <summary>An error is a line, whatever stands in the file: control characters are shown by their number.</summary>
    private static string OneLine(string text) => !text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.Contains('\u007f', StringComparison.Ordinal)
        ? text
        : string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));

    /// <summary>The errors by line and column.</summary>
    public IReadOnlyList<ContractError> Sorted() => [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];
}
