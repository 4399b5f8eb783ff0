using System.Globalization;

namespace Telecom.Storage.Redis.Cells;

/// <summary>Members of the indexes: parts with a line feed between them, which no resource name contains.</summary>
internal static class CellNames
{
    private const char Between = '\n';

    /// <summary>A group within its circuit's index.</summary>
    public static string OfCircuit(long group, string agent) => string.Create(CultureInfo.InvariantCulture, $"{group}{Between}{agent}");

    /// <summary>A group within the partition's index, or a due roll-up by its start.</summary>
    public static string OfPartition(long number, string circuit, string agent) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}{Between}{circuit}{Between}{agent}");

    /// <summary>Reads <see cref="OfCircuit"/>.</summary>
    public static (long Group, string Agent) ReadCircuit(string member)
    {
        string[] parts = member.Split(Between, 2);
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
    }

    /// <summary>Reads <see cref="OfPartition"/>.</summary>
    public static (long Number, string Circuit, string Agent) ReadPartition(string member)
    {
        string[] parts = member.Split(Between, 3);
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2]);
    }
}
