namespace Telecom.Sla.Domain.Availability;

/// <summary>When a group of circuits under one subscription is down. The default value judges each circuit on its own.</summary>
public readonly record struct GroupRule
{
    private readonly Kind _kind;

    private GroupRule(Kind kind, int required = 0)
    {
        _kind = kind;
        Required = required;
    }

    private enum Kind
    {
        Each,
        AnyDown,
        AllDown,
        AtLeastUp,
    }

    /// <summary>Each circuit is judged on its own: there is no group.</summary>
    public static GroupRule Each => default;

    /// <summary>The group is down when any of its circuits is.</summary>
    public static GroupRule AnyDown => new(Kind.AnyDown);

    /// <summary>The group is down when all of its circuits are.</summary>
    public static GroupRule AllDown => new(Kind.AllDown);

    /// <summary>True when each circuit is judged on its own.</summary>
    public bool IsEach => _kind == Kind.Each;

    /// <summary>k of <see cref="AtLeastUp"/>; 0 for the others.</summary>
    public int Required { get; }

    /// <summary>The group is down when fewer than k of its circuits are up.</summary>
    /// <param name="required">k, at least 1. A group with fewer circuits is always down.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    public static GroupRule AtLeastUp(int required)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(required, 1);
        return new GroupRule(Kind.AtLeastUp, required);
    }

    /// <summary>How many circuits of a group must be up: all of them, one of them, or k.</summary>
    /// <param name="circuits">Circuits of the group, at least 1.</param>
    /// <exception cref="InvalidOperationException">Each circuit is judged on its own.</exception>
    public int RequiredOf(int circuits) => _kind switch
    {
        Kind.AnyDown => circuits,
        Kind.AllDown => 1,
        Kind.AtLeastUp => Required,
        _ => throw new InvalidOperationException("Each circuit is judged on its own: no number of them is required."),
    };
}
