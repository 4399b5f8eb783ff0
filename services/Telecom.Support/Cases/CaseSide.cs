namespace Telecom.Support.Cases;

/// <summary>On which side of a case somebody is.</summary>
internal enum CaseSide
{
    /// <summary>The customer.</summary>
    Customer,

    /// <summary>The provider's staff.</summary>
    Staff,

    /// <summary>The service itself: a clock, a policy.</summary>
    System,
}
