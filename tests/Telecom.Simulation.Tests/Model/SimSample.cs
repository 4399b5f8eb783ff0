namespace Telecom.Simulation.Tests.Model;

/// <summary>One sample that every check must let pass, as nothing but its meaning.</summary>
/// <param name="Metric">'l'atency, 't'hroughput or 'p'ackets.</param>
/// <param name="Circuit">Resource name.</param>
/// <param name="TimeUs">Instant, microseconds since the Unix epoch.</param>
/// <param name="Value">Microseconds, bits per second, or packets sent.</param>
/// <param name="Lost">Packets lost.</param>
internal readonly record struct SimSample(char Metric, string Circuit, long TimeUs, long Value, uint Lost);
