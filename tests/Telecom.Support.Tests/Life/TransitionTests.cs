using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Support.Cases;
using Telecom.Support.Steps;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;
using CaseStep = Telecom.Support.Cases.CaseStep;

namespace Telecom.Support.Tests.Life;

/// <summary>Walks the table of transitions: every step, from every state, on every side, and what comes of it.</summary>
public sealed class TransitionTests : IAsyncLifetime
{
    private SupportRun? _run;
    private string _master = "";

    private SupportRun Run => _run!;

    public async Task InitializeAsync()
    {
        _run = await SupportRun.StartAtAsync(Instants.At("2026-04-13T09:00:00+04:00"));
        _master = (await Run.OpenAsync("omniful", "P2")).Name;
    }

    public async Task DisposeAsync() => await Run.DisposeAsync();

    public static TheoryData<string, string> StatesAndSides()
    {
        var data = new TheoryData<string, string>();
        foreach (CaseState state in Enum.GetValues<CaseState>().Where(state => state != CaseState.Unspecified))
        {
            foreach (CaseSide side in Enum.GetValues<CaseSide>())
            {
                data.Add(state.ToString(), side.ToString());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StatesAndSides))]
    public async Task Every_step_leads_where_the_table_says_or_is_refused(string stateName, string sideName)
    {
        CaseState state = Enum.Parse<CaseState>(stateName);
        CaseSide side = Enum.Parse<CaseSide>(sideName);
        string name = await DriveAsync(state);
        Case before = await Run.GetAsync(name);
        Assert.Equal(state, before.State);
        foreach (CaseTransition transition in CaseTransitions.All)
        {
            string what = $"{StepNames.Of(transition.Step)} of a case that is {state} by {side}";
            (CaseState? after, StatusCode code, ErrorReason reason, IReadOnlyDictionary<string, string> metadata) = await TryAsync(name, transition.Step, side);
            if (!transition.From.Contains(state) || IsHindered(transition.Step, state, side))
            {
                Assert.Equal((what, StatusCode.FailedPrecondition, ErrorReason.IllegalTransition), (what, code, reason));
                Assert.Equal((name, StepNames.Of(state), StepNames.Of(transition.Step)), (metadata["case"], metadata["state"], metadata["step"]));
                Assert.Equal(string.Join(", ", CaseTransitions.Legal(state, side)), metadata["legal"]);
            }
            else if (!transition.Sides.Contains(side))
            {
                Assert.Equal((what, StatusCode.PermissionDenied, ErrorReason.PermissionDenied), (what, code, reason));
                Assert.Equal(StepNames.Of(transition.Step), metadata["step"]);
            }
            else
            {
                Assert.Equal((what, StatusCode.OK, (CaseState?)Next(transition.Step, state)), (what, code, after));
            }
        }

        Assert.Equal(before, await Run.GetAsync(name));
    }

    [Theory]
    [InlineData(CaseState.InProgress)]
    [InlineData(CaseState.Pending)]
    [InlineData(CaseState.Held)]
    [InlineData(CaseState.Resolved)]
    [InlineData(CaseState.Closed)]
    [InlineData(CaseState.Cancelled)]
    [InlineData(CaseState.Rejected)]
    public async Task The_feed_shows_the_state_that_each_step_left_the_case_in(CaseState state)
    {
        string name = await DriveAsync(state);
        IReadOnlyList<CaseEvent> events = await Run.EventsAsync(name);
        Assert.Equal((CaseState.Open, state), (events[0].State, events[^1].State));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(version => (long)version), events.Select(found => found.Version));
    }

    [Fact]
    public async Task A_case_that_waited_before_any_answer_is_open_again()
    {
        string name = (await Run.OpenAsync("omniful", "P2")).Name;
        _ = await Run.TakeAsync(name, Changes.Wait());
        Assert.Equal(CaseState.Open, (await Run.TakeAsync(name, Changes.Resume(), Run.Admin)).Case.State);
        _ = await Run.TakeAsync(name, Changes.Wait());
        _ = await Run.TakeAsync(name, Changes.Respond());
        Assert.Equal(CaseState.InProgress, (await Run.TakeAsync(name, Changes.Resume(), Run.Admin)).Case.State);
    }

    private static bool IsHindered(CaseStep step, CaseState state, CaseSide side) => (step, state, side) switch
    {
        (CaseStep.Acknowledged, CaseState.InProgress, not CaseSide.Customer) => true,
        (CaseStep.Resumed, CaseState.Held, CaseSide.Customer) => true,
        _ => false,
    };

    private static CaseState Next(CaseStep step, CaseState state) => step switch
    {
        CaseStep.Acknowledged or CaseStep.Responded => state == CaseState.Open ? CaseState.InProgress : state,
        CaseStep.Waiting => CaseState.Pending,
        CaseStep.Resumed => CaseState.Open,
        CaseStep.Declined => CaseState.Rejected,
        CaseStep.Resolved => CaseState.Resolved,
        CaseStep.Reopened => CaseState.InProgress,
        CaseStep.Closed => CaseState.Closed,
        CaseStep.Cancelled or CaseStep.Duplicate => CaseState.Cancelled,
        _ => state,
    };

    /// <summary>A case of a level that needs acceptance and an agreed time, so that every step can be legal.</summary>
    private async Task<string> DriveAsync(CaseState state)
    {
        string name = (await Run.OpenAsync("omniful", "P2")).Name;
        CaseChange[] way = state switch
        {
            CaseState.InProgress => [Changes.Acknowledge()],
            CaseState.Pending => [Changes.Wait()],
            CaseState.Held => [Changes.Wait(WaitingOn.Supplier)],
            CaseState.Resolved => [Changes.Resolve()],
            CaseState.Closed => [Changes.Resolve(), Changes.Close()],
            CaseState.Cancelled => [Changes.Cancel()],
            CaseState.Rejected => [Changes.Decline()],
            _ => [],
        };
        foreach (CaseChange change in way)
        {
            _ = await Run.TakeAsync(name, change);
        }

        return name;
    }

    private async Task<(CaseState? State, StatusCode Code, ErrorReason Reason, IReadOnlyDictionary<string, string> Metadata)> TryAsync(string name, CaseStep step, CaseSide side)
    {
        try
        {
            if (side != CaseSide.System && ChangeOf(step) is { } sent)
            {
                ChangeCaseResponse response = await Run.TakeAsync(name, sent, side == CaseSide.Customer ? Run.Admin : Run.Desk, validateOnly: true);
                return (response.Case.State, StatusCode.OK, default, MetadataOfNothing());
            }

            var data = new CaseStepData(0, "", side);
            data = ChangeOf(step) is { } change ? StepReader.Read(change, "acme", side, []).Data : data with { Title = "Another title" };
            StepResult result = await Run.Services.GetRequiredService<CaseCommands>()
                .TakeAsync(new StepOrder(name, step, data, "Sam") { ValidateOnly = true }, CancellationToken.None);
            return (result.Record.Core.State, StatusCode.OK, default, MetadataOfNothing());
        }
        catch (RpcException refused)
        {
            ErrorReason reason = Enum.Parse<ErrorReason>(RpcErrorDetails.ReasonOf(refused)!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
            return (null, refused.StatusCode, reason, CaseCalls.MetadataOf(refused));
        }
        catch (RpcFailure refused)
        {
            return (null, refused.Code, refused.Reason, refused.Metadata);
        }
    }

    private static Dictionary<string, string> MetadataOfNothing() => [];

    private CaseChange? ChangeOf(CaseStep step) => step switch
    {
        CaseStep.Acknowledged => Changes.Acknowledge(),
        CaseStep.Responded => Changes.Respond(),
        CaseStep.Waiting => Changes.Wait(),
        CaseStep.Resumed => Changes.Resume(),
        CaseStep.SeverityChanged => Changes.Severity("P3"),
        CaseStep.Agreed => Changes.Agree(Run.NowUs),
        CaseStep.Accepted => Changes.Accept(),
        CaseStep.Declined => Changes.Decline(),
        CaseStep.Escalated => Changes.Escalate(),
        CaseStep.Workaround => Changes.Workaround(),
        CaseStep.Resolved => Changes.Resolve(),
        CaseStep.Reopened => Changes.Reopen(),
        CaseStep.Closed => Changes.Close(),
        CaseStep.Cancelled => Changes.Cancel(),
        CaseStep.Duplicate => Changes.Duplicate(_master),
        CaseStep.Noted => Changes.Note(),
        CaseStep.Attached => Changes.Attach(),
        CaseStep.Linked => Changes.Link(),
        _ => null,
    };
}
