using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Telecom.Common.V1;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>
/// Every public RPC with every identity and every name that is not the caller's: what exists at another customer looks exactly like what
/// does not exist, and nothing of another customer is ever in a response.
/// </summary>
[Collection(TenancyCollection.Name)]
public sealed class TenancyMatrixTests(TenancyWorld world)
{
    private static readonly string[] Staff = ["admin", "support", "billing"];

    public static TheoryData<string, string> Refused() => Cells((identity, rpc) => !TenancyWorld.MayCall(identity, rpc));

    public static TheoryData<string, string> Foreign() =>
        Cells((identity, rpc) => identity.StartsWith("other", StringComparison.Ordinal) && TenancyWorld.MayCall(identity, rpc));

    public static TheoryData<string> Rpcs() => [.. TenancyWorld.Rpcs.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Who_may_not_call_learns_nothing_about_what_exists(string rpc, string identity)
    {
        MethodDescriptor method = TenancyWorld.Rpcs[rpc];
        foreach (Func<Company, IMessage[]> request in RequestBook.Of(rpc))
        {
            Outcome existing = await world.CallAsync(identity, method, request(world.Own));
            Assert.Equal(identity == "nobody" ? StatusCode.Unauthenticated : StatusCode.PermissionDenied, existing.Code);
            Assert.Null(world.Own.TraceIn(existing.Told));
            Assert.Equal(existing, await world.CallAsync(identity, method, request(world.Other)));
            Assert.Equal(existing, await world.CallAsync(identity, method, All(request, world.Own.OfNobody)));
        }
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_name_of_another_customer_is_as_a_name_of_nothing(string rpc, string identity)
    {
        MethodDescriptor method = TenancyWorld.Rpcs[rpc];
        foreach (Func<Company, IMessage[]> request in RequestBook.Of(rpc))
        {
            IReadOnlyList<NamePath> paths = NameFields.Of(request(world.Other));
            foreach (NamePath path in paths)
            {
                // The first name says whose request it is; an export has none, its points are refused one by one.
                bool decides = path == paths[0] && rpc != "MetricsService/Export";
                Outcome existing = await TryAsync(identity, method, request, path, world.Own[path.Collection]);
                Assert.True(Allowed(existing.Code, method, decides), $"{path}: {existing}");
                Outcome plain = existing.Without(world.Own[path.Collection], world.Own.Name);
                Assert.True(world.Own.TraceIn(plain.Told) is null, $"{path}: {existing}");
                foreach (string nothing in (string[])[world.Own.Absent(path.Collection), world.Own.OfNobody(path.Collection)])
                {
                    Outcome absent = await TryAsync(identity, method, request, path, nothing);
                    Assert.Equal((path.ToString(), Names(existing, world.Own[path.Collection])), (path.ToString(), Names(absent, nothing)));
                }

                // What the caller itself has not got is no different, but where a list of it is simply empty.
                string own = world.Other.Absent(path.Collection);
                Outcome missing = Names(await TryAsync(identity, method, request, path, own), own);
                Assert.True(!decides || missing.Told == "{ }" || missing == Names(existing, world.Own[path.Collection]), $"{path}: {missing} is not as {existing}");
            }

            if (paths.Count > 0)
            {
                Outcome whole = await world.CallAsync(identity, method, request(world.Own));
                Assert.True(Allowed(whole.Code, method, decides: rpc != "MetricsService/Export"), whole.ToString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task What_is_the_callers_own_works_and_holds_nothing_of_another_customer(string rpc)
    {
        MethodDescriptor method = TenancyWorld.Rpcs[rpc];
        bool reads = method.Name.StartsWith("Get", StringComparison.Ordinal) || method.Name.StartsWith("List", StringComparison.Ordinal) || method.Name.StartsWith("Watch", StringComparison.Ordinal);
        string[] callers = [.. TenancyWorld.Identities.Where(identity => !identity.StartsWith("own", StringComparison.Ordinal) && TenancyWorld.MayCall(identity, method))];
        Assert.True(callers.Length > 0 || TenancyWorld.RuleOf(method).Roles.SetEquals([Role.Service]), $"nobody outside may call {rpc}");
        foreach (Func<Company, IMessage[]> request in RequestBook.Of(rpc))
        {
            // What changes something is done once, by the first who may take that step.
            foreach (string identity in callers)
            {
                Outcome outcome = await world.CallAsync(identity, method, request(world.Other));
                bool next = !reads && outcome.Code == StatusCode.PermissionDenied && identity != callers[^1];
                Assert.True(next || outcome.Code == StatusCode.OK, $"{identity}: {outcome}");

                // Staff sees all customers where it asks for no one's.
                bool everyones = Staff.Contains(identity) && NameFields.Of(request(world.Other)).Count == 0;
                Assert.True(everyones || world.Own.TraceIn(outcome.Told) is null, $"{identity}: {world.Own.TraceIn(outcome.Told)} in {outcome}");
                if (!reads && !next)
                {
                    break;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Staff_cannot_mix_two_customers_in_one_request(string rpc)
    {
        MethodDescriptor method = TenancyWorld.Rpcs[rpc];
        if (Staff.FirstOrDefault(identity => TenancyWorld.MayCall(identity, method)) is not { } staff)
        {
            Assert.DoesNotContain(TenancyWorld.RuleOf(method).Roles, Telecom.Hosting.RoleRules.ProviderRoles.Contains);
            return;
        }

        foreach (Func<Company, IMessage[]> request in RequestBook.Of(rpc))
        {
            foreach (NamePath path in NameFields.Of(request(world.Other)).Skip(1))
            {
                Outcome mixed = await TryAsync(staff, method, request, path, world.Own[path.Collection]);
                Assert.True(mixed.Code != StatusCode.OK || world.Own.TraceIn(mixed.Told) is null, $"{path}: {mixed}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Another_customers_request_id_and_page_token_open_nothing(string rpc)
    {
        MethodDescriptor method = TenancyWorld.Rpcs[rpc];
        (string Field, Func<Task<string>> Value)[] handles = [("request_id", () => Task.FromResult(world.Own.RequestId)), ("page_token", () => TokenAsync(method, rpc))];
        foreach ((string field, Func<Task<string>> value) in handles.Where(one => method.InputType.FindFieldByName(one.Field) is not null))
        {
            string foreign = await value();
            foreach (string identity in TenancyWorld.Identities.Where(one => one.StartsWith("other", StringComparison.Ordinal) && TenancyWorld.MayCall(one, method)))
            {
                IMessage[] messages = RequestBook.Of(rpc)[0](world.Other);
                method.InputType.FindFieldByName(field).Accessor.SetValue(messages[0], foreign);
                Outcome outcome = await world.CallAsync(identity, method, messages);
                Assert.True(world.Own.TraceIn(outcome.Told) is null, $"{identity}, {field}: {outcome}");
            }
        }
    }

    /// <summary>The token of the second page of the other customer's list; a made-up one when there is no second page.</summary>
    private async Task<string> TokenAsync(MethodDescriptor method, string rpc)
    {
        IMessage[] messages = RequestBook.Of(rpc)[0](world.Own);
        method.InputType.FindFieldByName("page_size").Accessor.SetValue(messages[0], 1);
        Outcome outcome = await world.CallAsync(Staff.First(identity => TenancyWorld.MayCall(identity, method)), method, messages);
        Assert.Equal(StatusCode.OK, outcome.Code);
        string token = System.Text.Json.JsonDocument.Parse(outcome.Told).RootElement.TryGetProperty("nextPageToken", out System.Text.Json.JsonElement next) ? next.GetString()! : "";
        return token.Length > 0 ? token : Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(world.Own.Name));
    }

    private static TheoryData<string, string> Cells(Func<string, MethodDescriptor, bool> chosen)
    {
        TheoryData<string, string> cells = [];
        foreach ((string rpc, MethodDescriptor method) in TenancyWorld.Rpcs)
        {
            foreach (string identity in TenancyWorld.Identities.Where(identity => chosen(identity, method)))
            {
                cells.Add(rpc, identity);
            }
        }

        return cells;
    }

    /// <summary>
    /// A field that decides whose request it is gives NOT_FOUND, or where only the calling agent itself is allowed INVALID_ARGUMENT; another
    /// is refused, or filters everything away, or is not looked at.
    /// </summary>
    private static bool Allowed(StatusCode code, MethodDescriptor method, bool decides) => code switch
    {
        StatusCode.NotFound => true,
        StatusCode.InvalidArgument => !decides || TenancyWorld.RuleOf(method).Reach == Reach.Agent,
        StatusCode.OK => !decides,
        _ => false,
    };

    private Outcome Names(Outcome outcome, string sent) => outcome.Without(sent, world.Own.Name, world.Other.Name, "customers/nobody-net");

    private Task<Outcome> TryAsync(string identity, MethodDescriptor method, Func<Company, IMessage[]> request, NamePath path, string name)
    {
        IMessage[] messages = request(world.Other);
        path.Set(messages, name);
        return world.CallAsync(identity, method, messages);
    }

    private IMessage[] All(Func<Company, IMessage[]> request, Func<string, string> name)
    {
        IMessage[] messages = request(world.Own);
        foreach (NamePath path in NameFields.Of(messages))
        {
            path.Set(messages, name(path.Collection));
        }

        return messages;
    }
}
