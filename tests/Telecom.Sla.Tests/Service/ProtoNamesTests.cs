using DomainState = Telecom.Sla.Domain.Rating.ObjectiveState;
using WireState = Telecom.Sla.V1.ObjectiveState;

namespace Telecom.Sla.Tests.Service;

public sealed class ProtoNamesTests
{
    [Fact]
    public void Every_state_has_the_same_number_and_name_on_the_wire()
    {
        Assert.Equal(Enum.GetValues<WireState>().Select(s => (int)s), Enum.GetValues<DomainState>().Select(s => (int)s));
        Assert.All(
            Enum.GetValues<DomainState>().Where(s => s != DomainState.None), state => Assert.Equal(state.ToString(), ((WireState)(int)state).ToString()));
    }

    [Fact]
    public void Every_metric_has_the_same_number_and_name_on_the_wire() =>
        Assert.All(
            Enum.GetValues<Sla.Domain.Measurement.MetricKind>(),
            metric => Assert.Equal(metric.ToString(), ((Telecom.Common.V1.Metric)(int)metric).ToString()));
}
