namespace Telecom.Benchmarks.Reporting;

/// <summary>One measured figure.</summary>
/// <param name="Part">The part of the benchmark that it belongs to.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">Median of the rounds, or the one value.</param>
/// <param name="Unit">Unit of the value.</param>
internal sealed record Figure(string Part, string Name, double Value, string Unit)
{
    /// <summary>The bound that it should keep; null when it has none.</summary>
    public double? Goal { get; init; }

    /// <summary>True when the goal is an upper bound.</summary>
    public bool AtMost { get; init; }

    /// <summary>The value of each round.</summary>
    public IReadOnlyList<double> Rounds { get; init; } = [];

    /// <summary>What must be known to read it.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether the goal is kept; null when there is none.</summary>
    public bool? Met => Goal is not { } goal ? null : AtMost ? Value <= goal : Value >= goal;

    /// <summary>A figure from its rounds.</summary>
    public static Figure Of(string part, string name, string unit, IEnumerable<double> rounds)
    {
        double[] all = [.. rounds];
        return new Figure(part, name, Statistics.Median(all), unit) { Rounds = all };
    }
}
