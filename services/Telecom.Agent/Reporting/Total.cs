namespace Telecom.Agent.Reporting;

/// <summary>A total that only grows, since the program began. Safe from every thread.</summary>
internal sealed class Total
{
    private long _value;

    /// <summary>The total.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Adds to it.</summary>
    /// <param name="count">At least 0.</param>
    public void Add(long count = 1) => Interlocked.Add(ref _value, count);
}
