using System.Text;

namespace Telecom.Contracts.Yaml;

/// <summary>Line and column of a place in UTF-8 text, kept while a reader moves forward, so that a document costs one pass over its bytes.</summary>
internal ref struct JsonPlace(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _index;

    /// <summary>Line, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Column in UTF-16 characters, from 1.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>Moves to a byte; not backwards.</summary>
    public void MoveTo(int index)
    {
        ReadOnlySpan<byte> passed = _text[_index..index];
        _index = index;
        int lines = passed.Count((byte)'\n');
        if (lines > 0)
        {
            Line += lines;
            Column = 1;
            passed = passed[(passed.LastIndexOf((byte)'\n') + 1)..];
        }

        Column += Encoding.UTF8.GetCharCount(passed);
    }

    /// <summary>Moves to a line and a byte in it, both from 0, from wherever it is.</summary>
    public void MoveToLine(long line, long byteInLine)
    {
        int start = 0;
        for (long i = 0; i < line && _text[start..].IndexOf((byte)'\n') is int found and >= 0; i++)
        {
            start += found + 1;
        }

        (_index, Line, Column) = (0, 1, 1);
        MoveTo((int)Math.Min(start + byteInLine, _text.Length));
    }
}
