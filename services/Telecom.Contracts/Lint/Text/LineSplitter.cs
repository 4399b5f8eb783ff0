namespace Telecom.Contracts.Lint.Text;

/// <summary>Cuts folded text into lines.</summary>
internal static class LineSplitter
{
    /// <summary>The lines in order, without their ends; an empty text has one empty line.</summary>
    public static IReadOnlyList<TextSpan> Split(string folded)
    {
        List<TextSpan> lines = [];
        int start = 0;
        for (int i = 0; i <= folded.Length; i++)
        {
            if (i == folded.Length || folded[i] == '\n')
            {
                lines.Add(new TextSpan(start, i));
                start = i + 1;
            }
        }

        return lines;
    }

    /// <summary>A stretch without blanks at its ends.</summary>
    public static TextSpan Trim(string folded, TextSpan span)
    {
        int start = span.Start;
        int end = span.End;
        while (start < end && char.IsWhiteSpace(folded[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(folded[end - 1]))
        {
            end--;
        }

        return new TextSpan(start, end);
    }
}
