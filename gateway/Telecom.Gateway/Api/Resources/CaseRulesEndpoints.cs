using System.ComponentModel.DataAnnotations;
using Google.Protobuf;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Newer rules for open cases: shown first, then put into force.</summary>
internal static class CaseRulesEndpoints
{
    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapCaseRules(this RouteGroupBuilder api)
    {
        RouteGroupBuilder rules = api.Resource("Case rules");
        _ = rules.Write<RulesTrialModel>("/customers/{customer}/case-rules/preview", "previewCaseRules", PreviewAsync);
        _ = rules.Write<RulesChoiceListModel>("/customers/{customer}/case-rules/apply", "applyCaseRules", ApplyAsync).WithMetadata(new TakesIdempotencyKey());
    }

    /// <summary>Shows what newer rules (a contract version, a calendar) would do to open cases, and changes nothing.</summary>
    internal static async Task<PageResult<RulesEffectListModel, RulesEffectModel>> PreviewAsync(
        HttpContext context, BackendClients clients, string customer, [Range(1, 1000)] int? pageSize = null, string? pageToken = null)
    {
        RulesTrialModel sent = (await RequestBody.ReadAsync<RulesTrialModel>(context, document: true)).Value;
        var request = new PreviewRulesRequest
        {
            Parent = ResourceNames.Customer(customer),
            PageSize = pageSize ?? 0,
            PageToken = pageToken ?? "",
            Calendar = sent.Calendar is { } calendar ? ToMessage(calendar) : null,
            Document = sent.Document is { } trial
                ? new DocumentTrial { Contract = trial.Contract, Document = ByteString.CopyFromUtf8(trial.Text) }
                : null,
        };
        PreviewRulesResponse response = await clients.Support.PreviewRulesAsync(request, clients.For(context));
        return new(new RulesEffectListModel([.. response.Effects.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    /// <summary>Puts open cases under newer rules, as shown before. A case that has changed since is left as it is.</summary>
    internal static async Task<ResourceResult<RulesResultListModel>> ApplyAsync(HttpContext context, BackendClients clients, string customer)
    {
        RulesChoiceListModel sent = (await RequestBody.ReadAsync<RulesChoiceListModel>(context)).Value;
        var request = new ApplyRulesRequest
        {
            Parent = ResourceNames.Customer(customer),
            RequestId = Conditions.RequestId(context),
            Choices = { sent.Choices.Select(choice => new RulesChoice { Case = choice.Case, Etag = choice.Etag, RulesHash = choice.RulesHash }) },
        };
        ApplyRulesResponse response = await clients.Support.ApplyRulesAsync(request, clients.For(context));
        return new(new RulesResultListModel(
            [.. response.Results.Select(result => new RulesResultModel(result.Case, result.Applied, Figures.OrNull(result.WhyNot)))]));
    }

    private static CalendarTrial ToMessage(CalendarTrialModel sent) => new()
    {
        Contract = sent.Contract ?? "",
        Weekend = { sent.Weekend ?? [] },
        Holidays = { sent.Holidays ?? [] },
        Opens = sent.Opens ?? "",
        Closes = sent.Closes ?? "",
    };
}
