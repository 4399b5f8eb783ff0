namespace Telecom.Sla.Domain.Rating;

/// <summary>How a figure is compared with its limit. "At least", "within" and "no more than" include the limit; "less than" and "more than" do not (rule G3).</summary>
public enum Comparator
{
    /// <summary>Below the limit; exactly the limit is a miss.</summary>
    Less = 1,

    /// <summary>Not above the limit.</summary>
    LessOrEqual,

    /// <summary>Above the limit; exactly the limit is a miss.</summary>
    Greater,

    /// <summary>Not below the limit.</summary>
    GreaterOrEqual,
}
