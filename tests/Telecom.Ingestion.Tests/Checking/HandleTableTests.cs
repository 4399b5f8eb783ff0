using Telecom.Common.V1;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Checking;

public sealed class HandleTableTests
{
    private readonly CircuitIndex _index = new(1, [Names.Circuit, Names.OtherCircuit]);
    private readonly HandleTable _handles = new("acme", 20);

    [Theory]
    [InlineData(0u)]
    [InlineData(21u)]
    [InlineData(uint.MaxValue)]
    public void A_handle_outside_the_limits_is_refused(uint handle)
    {
        Refusal refusal = Assert.Single(Declare((1, Names.OtherCircuit), (handle, Names.Circuit)));
        Assert.Equal((Metric.Unspecified, RefusalReason.BadHandle, false), (refusal.Metric, refusal.Reason, refusal.Retryable));
        Assert.Equal([1u], refusal.Rows);
        Assert.Null(_handles.Find(handle));
    }

    [Fact]
    public void The_largest_handle_is_taken_at_once()
    {
        Assert.Empty(Declare((20, Names.Circuit)));
        Assert.Equal(CircuitStanding.Known, _handles.Find(20)?.Standing);
        Assert.Null(_handles.Find(19));
        Assert.Null(_handles.Find(21));
    }

    [Fact]
    public void Repeating_a_declaration_is_harmless()
    {
        Assert.Empty(Declare((1, Names.Circuit), (1, Names.Circuit)));
        Assert.Empty(Declare((1, Names.Circuit)));
        Assert.Equal(CircuitStanding.Known, _handles.Find(1)?.Standing);
    }

    [Fact]
    public void A_handle_declared_for_a_second_circuit_means_neither_from_then_on()
    {
        Refusal refusal = Assert.Single(Declare((1, Names.Circuit), (1, Names.OtherCircuit)));
        Assert.Equal(RefusalReason.BadHandle, refusal.Reason);
        Assert.Contains(Names.Circuit, refusal.Detail, StringComparison.Ordinal);
        Assert.Contains(Names.OtherCircuit, refusal.Detail, StringComparison.Ordinal);
        Assert.Equal(CircuitStanding.Unusable, _handles.Find(1)?.Standing);
        Assert.Single(Declare((1, Names.Circuit)));
        Assert.Equal(CircuitStanding.Unusable, _handles.Find(1)?.Standing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("core")]
    [InlineData("customers/acme/agents/probe")]
    [InlineData("customers/acme/circuits/CORE")]
    [InlineData("customers/acme/circuits/core/x")]
    public void A_name_that_no_circuit_can_have_is_refused_every_time(string name)
    {
        Assert.Equal(RefusalReason.BadHandle, Assert.Single(Declare((1, name))).Reason);
        Assert.Equal(RefusalReason.BadHandle, Assert.Single(Declare((1, name))).Reason);
        Assert.Equal(CircuitStanding.Unusable, _handles.Find(1)?.Standing);
    }

    [Fact]
    public void A_huge_name_is_not_kept()
    {
        string huge = new('x', 1_000_000);
        Refusal refusal = Assert.Single(Declare((1, huge)));
        Assert.InRange(refusal.Detail.Length, 1, 1000);
        Assert.InRange(_handles.Find(1)?.Name.Length ?? 0, 1, 300);
    }

    [Fact]
    public void An_unknown_circuit_is_no_fault_of_its_declaration()
    {
        Assert.Empty(Declare((1, Names.UnknownCircuit), (2, Names.ForeignCircuit)));
        Assert.Equal(CircuitStanding.Unknown, _handles.Find(1)?.Standing);
        Assert.Equal(CircuitStanding.Foreign, _handles.Find(2)?.Standing);
    }

    [Fact]
    public void Names_are_shared_with_the_catalogue()
    {
        string copy = new(Names.Circuit.AsSpan());
        Declare((1, copy));
        Assert.NotSame(copy, _handles.Find(1)?.Name);
    }

    private IReadOnlyList<Refusal> Declare(params (uint Handle, string Circuit)[] declarations)
    {
        SampleBatch batch = new() { Sequence = 1 };
        batch.Circuits.AddRange(declarations.Select(d => new CircuitHandle { Handle = d.Handle, Circuit = d.Circuit }));
        RefusalList refusals = new(1);
        _handles.Begin(batch.Circuits, _index, refusals);
        return refusals.Refusals;
    }
}
