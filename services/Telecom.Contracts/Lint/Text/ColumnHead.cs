namespace Telecom.Contracts.Lint.Text;

/// <summary>
/// The cell at the head of the column in which a place lies. In a table the head says what a figure is ("First response"), and the row says
/// only how much, so that a row cannot be read alone.
/// </summary>
internal static class ColumnHead
{
    /// <summary>Longer tables are not followed to their heads: the bound keeps the work linear.</summary>
    private const int MostRows = 100;

    /// <summary>A longer line is a paragraph, and looking through it for every figure would take time that grows with its square.</summary>
    private const int LongestRow = 2000;

    /// <summary>The head above a place, without blanks at its ends; empty where the place is in no table or in its first row.</summary>
    public static TextSpan Above(AgreementText text, int offset)
    {
        int row = text.LineOf(offset) - 1;
        if (text.Lines[row].Length > LongestRow)
        {
            return default;
        }

        char bar = text.At(text.Lines[row]).Contains('|') ? '|' : '\t';
        int head = row;
        while (head > 0 && row - head < MostRows && text.At(text.Lines[head - 1]).Contains(bar))
        {
            head--;
        }

        if (head == row || !text.At(text.Lines[row]).Contains(bar))
        {
            return default;
        }

        int column = text.Folded.AsSpan(text.Lines[row].Start, offset - text.Lines[row].Start).Count(bar);
        TextSpan line = text.Lines[head];
        int start = line.Start;
        for (; column > 0 && start < line.End; start++)
        {
            column -= text.Folded[start] == bar ? 1 : 0;
        }

        int end = text.Folded.AsSpan(start, line.End - start).IndexOf(bar);
        return column > 0 ? default : LineSplitter.Trim(text.Folded, new TextSpan(start, end < 0 ? line.End : start + end));
    }
}
