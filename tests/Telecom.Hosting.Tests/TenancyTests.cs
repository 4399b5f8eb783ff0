using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Hosting.Tests;

public sealed class TenancyTests
{
    [Theory]
    [InlineData(Role.CustomerViewer)]
    [InlineData(Role.CustomerAdmin)]
    [InlineData(Role.Agent)]
    public void Another_customers_resource_looks_like_one_that_does_not_exist(Role role)
    {
        Caller caller = Callers.Of(role);
        RpcFailure foreign = Assert.Throws<RpcFailure>(() => caller.RequireOwn("customers/other/circuits/c1", "circuits", "name"));
        Assert.Equal(StatusCode.NotFound, foreign.Code);
        Assert.Equal(RpcFailure.NotFound("customers/other/circuits/c1").Message, foreign.Message);
        Assert.Equal(StatusCode.NotFound, Assert.Throws<RpcFailure>(() => caller.RequireOwn("customers/other", "", "parent")).Code);
    }

    [Theory]
    [InlineData(Role.Support)]
    [InlineData(Role.Billing)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Service)]
    public void Provider_staff_and_services_reach_every_customer(Role role) =>
        Assert.Equal(new ResourceName("other", "circuits", "c1"), Callers.Of(role).RequireOwn("customers/other/circuits/c1", "circuits", "name"));

    [Fact]
    public void An_agent_reaches_itself_and_its_customers_circuits_but_no_other_agent()
    {
        Caller agent = Callers.Of(Role.Agent);
        Assert.Equal("probe-1", agent.RequireOwn("customers/acme/agents/probe-1", "agents", "agent").Id);
        Assert.Equal("c1", agent.RequireOwn("customers/acme/circuits/c1", "circuits", "name").Id);
        Assert.Equal(StatusCode.NotFound, Assert.Throws<RpcFailure>(() => agent.RequireOwn("customers/acme/agents/probe-2", "agents", "agent")).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("customers/")]
    [InlineData("customers/acme")]
    [InlineData("customers/acme/agents/a")]
    [InlineData("customers/acme/circuits/")]
    [InlineData("customers/acme/circuits/C1")]
    [InlineData("customers/acme/circuits/c1/extra")]
    [InlineData("customers/acme/circuits/../../other")]
    [InlineData("CUSTOMERS/acme/circuits/c1")]
    [InlineData("customers/other-/circuits/c1")]
    public void A_malformed_name_is_an_invalid_argument_that_names_the_field(string name)
    {
        RpcFailure failure = Assert.Throws<RpcFailure>(() => Callers.Of(Role.CustomerViewer).RequireOwn(name, "circuits", "circuit.name"));
        Assert.Equal(StatusCode.InvalidArgument, failure.Code);
        FieldViolation violation = Assert.Single(failure.Violations);
        Assert.Equal("circuit.name", violation.Field);
        Assert.Equal("MALFORMED_NAME", violation.Reason);
        Assert.Contains("customers/{customer}/circuits/{id}", violation.Description, StringComparison.Ordinal);
    }
}
