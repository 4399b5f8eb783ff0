using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>Rules to try on open cases.</summary>
internal sealed record RulesTrialModel
{
    /// <summary>A calendar to try instead of the catalogue's.</summary>
    public CalendarTrialModel? Calendar { get; init; }

    /// <summary>A contract document to try instead of the catalogue's.</summary>
    public DocumentTrialModel? Document { get; init; }
}

/// <summary>A calendar to try.</summary>
internal sealed record CalendarTrialModel
{
    /// <summary>Resource name of the contract whose cases it is tried on; absent: all.</summary>
    public string? Contract { get; init; }

    /// <summary>Days of the week without work, "MON" to "SUN"; absent: as it is.</summary>
    public IReadOnlyList<string>? Weekend { get; init; }

    /// <summary>Dates without work, in addition to those there are.</summary>
    public IReadOnlyList<string>? Holidays { get; init; }

    /// <summary>Opening, "09:00"; absent: as it is.</summary>
    public string? Opens { get; init; }

    /// <summary>Closing, "17:00" up to "24:00"; absent: as it is.</summary>
    public string? Closes { get; init; }
}

/// <summary>A contract document to try.</summary>
internal sealed record DocumentTrialModel
{
    /// <summary>Resource name of the contract whose document it would take the place of.</summary>
    public required string Contract { get; init; }

    /// <summary>The document, YAML, at most 1 MiB.</summary>
    public required string Text { get; init; }
}

/// <summary>The rules that a case runs under.</summary>
/// <param name="Hash">SHA-256 of the rules, hexadecimal.</param>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="Version">Id of the version of the contract.</param>
/// <param name="Plan">Id of the plan.</param>
/// <param name="Calendar">The working time, for people.</param>
internal sealed record CaseRulesModel(string Hash, string Contract, string Version, string Plan, string Calendar);

/// <summary>What other rules do to a case.</summary>
/// <param name="Case">Resource name of the case.</param>
/// <param name="Etag">Its etag now.</param>
/// <param name="Current">The rules that it runs under.</param>
/// <param name="Proposed">The rules that would hold.</param>
/// <param name="Clocks">What they do to its clocks.</param>
/// <param name="Obstacle">Why they cannot hold; null: they can.</param>
internal sealed record RulesEffectModel(
    string Case, string Etag, CaseRulesModel Current, CaseRulesModel? Proposed, IReadOnlyList<ClockEffectModel> Clocks, string? Obstacle);

/// <summary>A page of what newer rules would do.</summary>
/// <param name="Effects">Open cases that other rules would hold for, newest first.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record RulesEffectListModel(IReadOnlyList<RulesEffectModel> Effects, string? NextPageToken) : IPage<RulesEffectModel>
{
    IReadOnlyList<RulesEffectModel> IPage<RulesEffectModel>.Rows => Effects;
}

/// <summary>Cases to put under the rules that were shown for them.</summary>
internal sealed record RulesChoiceListModel
{
    /// <summary>The cases and the rules; a case that has changed since is left as it is.</summary>
    public required IReadOnlyList<RulesChoiceModel> Choices { get; init; }
}

/// <summary>A case and the rules to put it under.</summary>
internal sealed record RulesChoiceModel
{
    /// <summary>Resource name of the case.</summary>
    public required string Case { get; init; }

    /// <summary>Its etag when the effect was shown.</summary>
    public required string Etag { get; init; }

    /// <summary>Hash of the rules that were shown.</summary>
    public required string RulesHash { get; init; }
}

/// <summary>What became of each choice.</summary>
/// <param name="Results">One for each choice, in order.</param>
internal sealed record RulesResultListModel(IReadOnlyList<RulesResultModel> Results);

/// <summary>What became of a choice.</summary>
/// <param name="Case">Resource name of the case.</param>
/// <param name="Applied">True: the case runs under the rules.</param>
/// <param name="WhyNot">Why not; null: it does.</param>
internal sealed record RulesResultModel(string Case, bool Applied, string? WhyNot);
