namespace Telecom.Rating.Tests.Oracle;

/// <summary>What holds during a second.</summary>
[Flags]
internal enum Marks : ushort
{
    None = 0,
    Service = 1,
    Measured = 2,
    Accrued = 4,
    BothWhole = 8,
    BothOutage = 16,
    UpWhole = 32,
    UpOutage = 64,
    DownWhole = 128,
    DownOutage = 256,
    Maintenance = 512,
    Unmeasured = 1024,
}
