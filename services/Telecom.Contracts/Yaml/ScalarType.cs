namespace Telecom.Contracts.Yaml;

/// <summary>How a scalar is written: quoted or not. What it means is decided by the field.</summary>
internal enum ScalarType
{
    /// <summary>Words: a JSON string, a quoted YAML scalar, or a plain one that is none of the others.</summary>
    Text = 0,

    /// <summary>A plain number, kept as it is written: nothing rounds it.</summary>
    Number,

    /// <summary>Plain true or false.</summary>
    Boolean,

    /// <summary>Plain null; in YAML also ~ and nothing at all.</summary>
    Null,
}
