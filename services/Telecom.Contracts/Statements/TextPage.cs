using System.Text;

namespace Telecom.Contracts.Statements;

/// <summary>Plain text of at most 110 columns: headings, rows of a label and words, and lines that wrap under themselves.</summary>
internal sealed class TextPage
{
    /// <summary>Most columns of a line.</summary>
    public const int Columns = 110;

    private const int LabelColumns = 22;

    private readonly StringBuilder _text = new();

    /// <summary>An empty line.</summary>
    public void Gap() => _text.Append('\n');

    /// <summary>A line that begins a section.</summary>
    public void Heading(string text) => Wrapped("", text, 2);

    /// <summary>A label and words beside it, those that do not fit below them. A label that is too long for its column is a part of the words.</summary>
    public void Row(string label, string text)
    {
        string lead = $"  {label} ".PadRight(LabelColumns);
        if (lead.Length > LabelColumns || label.Any(char.IsControl))
        {
            Wrapped("  ", $"{label} {text}", LabelColumns);
        }
        else
        {
            Wrapped(lead, text, LabelColumns);
        }
    }

    /// <summary>Words of their own, indented.</summary>
    public void Line(string text) => Wrapped("  - ", text, 4);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>Breaks at blanks; a word that is longer than a line is broken inside. Control characters become blanks or "?".</summary>
    private void Wrapped(string lead, string text, int indent)
    {
        int column = _text.Append(lead).Length > 0 ? lead.Length : 0;
        bool isFirst = true;
        foreach (string whole in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            string word = string.Concat(whole.Select(c => char.IsControl(c) ? '?' : c));
            if (!isFirst && column + 1 + word.Length > Columns)
            {
                column = NewLine(indent);
                isFirst = true;
            }

            if (!isFirst)
            {
                _text.Append(' ');
                column++;
            }

            while (column + word.Length > Columns)
            {
                _text.Append(word, 0, Columns - column);
                word = word[(Columns - column)..];
                column = NewLine(indent);
            }

            _text.Append(word);
            column += word.Length;
            isFirst = false;
        }

        while (_text.Length > 0 && _text[^1] == ' ')
        {
            _text.Length--;
        }

        _text.Append('\n');
    }

    private int NewLine(int indent)
    {
        _text.Append('\n').Append(' ', indent);
        return indent;
    }
}
