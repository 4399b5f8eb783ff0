namespace Telecom.Benchmarks.Parts;

/// <summary>A part of the benchmark: starts its servers, adds its figures to the report, and stops its servers.</summary>
internal interface IPart
{
    /// <summary>Name for people.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="bench">What all parts share.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task RunAsync(BenchContext bench, CancellationToken cancellationToken);
}
