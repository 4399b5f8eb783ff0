using System.Text.Json.Serialization;

namespace Telecom.Gateway.Tmf.Models;

/// <summary>A service level objective (TMF657 v4): a promise as it holds for one circuit in one month.</summary>
/// <param name="Id">Circuit and rule.</param>
/// <param name="Href">Where it is found.</param>
/// <param name="Type">"ServiceLevelObjective".</param>
/// <param name="Name">Metric, statistic and circuit.</param>
/// <param name="ConformanceTarget">The limit.</param>
/// <param name="ConformanceComparator">How a value compares to the limit when the objective is met.</param>
/// <param name="ConformancePeriod">The month.</param>
/// <param name="ServiceLevelObjectiveParameter">What is measured.</param>
internal sealed record TmfObjective(
    string Id,
    string Href,
    [property: JsonPropertyName("@type")] string Type,
    string Name,
    string ConformanceTarget,
    string ConformanceComparator,
    TmfPeriod ConformancePeriod,
    TmfParameter ServiceLevelObjectiveParameter);

/// <summary>What an objective measures (ServiceLevelSpecParameter).</summary>
/// <param name="Name">Metric and statistic with the unit.</param>
/// <param name="ParameterType">"KQI".</param>
/// <param name="TransformationAlgorithmOfKQI">How the value comes about.</param>
/// <param name="RelatedEntity">The circuit.</param>
internal sealed record TmfParameter(
    string Name,
    string ParameterType,
    [property: JsonPropertyName("transformationAlgorithmOfKQI")] string TransformationAlgorithmOfKQI,
    IReadOnlyList<TmfRef> RelatedEntity);

/// <summary>A service level specification (TMF657 v4): the objectives of a subscription.</summary>
/// <param name="Id">Customer and subscription.</param>
/// <param name="Href">Where it is found.</param>
/// <param name="Type">"ServiceLevelSpecification".</param>
/// <param name="Name">Title of the contract and the plan.</param>
/// <param name="Description">In a sentence.</param>
/// <param name="ValidFor">From when it holds.</param>
/// <param name="RelatedServiceLevelObjective">Its objectives; null without a circuit.</param>
internal sealed record TmfSpecification(
    string Id,
    string Href,
    [property: JsonPropertyName("@type")] string Type,
    string Name,
    string Description,
    TmfPeriod ValidFor,
    IReadOnlyList<TmfObjectiveRef>? RelatedServiceLevelObjective);

/// <summary>A reference to an objective.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Href">Where it is found.</param>
/// <param name="ReferredType">"ServiceLevelObjective".</param>
internal sealed record TmfObjectiveRef(string Id, string Href, [property: JsonPropertyName("@referredType")] string ReferredType);
