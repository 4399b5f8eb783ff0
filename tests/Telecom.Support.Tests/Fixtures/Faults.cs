namespace Telecom.Support.Tests.Fixtures;

/// <summary>Which appends fail, by stream.</summary>
internal sealed class Faults
{
    public Func<string, bool>? BeforeAppend { get; set; }

    public Func<string, bool>? AfterAppend { get; set; }
}
