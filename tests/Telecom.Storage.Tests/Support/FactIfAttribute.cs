namespace Telecom.Storage.Tests.Support;

/// <summary>What a test needs of the machine.</summary>
public enum Need
{
    /// <summary>The right to mount a small tmpfs (root with CAP_SYS_ADMIN, on Linux).</summary>
    Tmpfs,

    /// <summary>strace with fault injection, and the right to trace a child.</summary>
    Strace,
}

/// <summary>A test that is skipped by name, with the reason, where the machine lacks what it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactIfAttribute : FactAttribute
{
    private static readonly Lazy<string?> Tmpfs = new(SmallDisk.WhyNot);
    private static readonly Lazy<string?> Strace = new(() => Tool.WhyNot("strace", "-f", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "true"));

    public FactIfAttribute(Need need)
    {
        Need = need;
        Skip = need == Need.Tmpfs ? Tmpfs.Value : Strace.Value;
    }

    public Need Need { get; }
}
