using System.Text.Json;

namespace Telecom.Benchmarks.Reporting;

/// <summary>A run: what was measured, where, and what failed. A part that fails leaves the others alone.</summary>
internal sealed class BenchReport
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The command that repeats it.</summary>
    public required string Command { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Where.</summary>
    public required Machine Machine { get; init; }

    /// <summary>Seed of all values.</summary>
    public required int Seed { get; init; }

    /// <summary>True when phases were cut short: the run then shows that it works, and its figures say little.</summary>
    public required bool Short { get; init; }

    /// <summary>How long it took, seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>What was measured.</summary>
    public List<Figure> Figures { get; } = [];

    /// <summary>Parts that did not run, and why.</summary>
    public List<Failure> Skipped { get; } = [];

    /// <summary>Parts that failed, and how.</summary>
    public List<Failure> Failures { get; } = [];

    /// <summary>One JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Form);
}
