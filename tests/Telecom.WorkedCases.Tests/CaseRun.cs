using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>One rating that a case asks for, and how its expectation reads off the statement.</summary>
/// <param name="Contract">Name of the contract document.</param>
/// <param name="Evidence">The evidence.</param>
/// <param name="Check">Compares an expectation (the case's own, or an alternative's) with the statement.</param>
internal sealed record CaseRun(string Contract, JsonObject Evidence, Action<JsonObject, JsonObject> Check);
