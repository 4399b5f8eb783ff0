using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Steps;

/// <summary>Reads a change of what a case says.</summary>
internal static class UpdateReader
{
    private static readonly string[] s_fields = ["title", "description", "circuit"];

    /// <summary>The step of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">Resource name of the case.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="snapshot">The catalogue; null: not known.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with everything that is wrong.</exception>
    public static StepOrder Read(UpdateCaseRequest request, string name, Caller caller, CatalogSnapshot? snapshot)
    {
        List<FieldViolation> violations = [];
        Case sent = request.Case ?? new Case();
        Guid? requestId = Fields.RequestId(request.RequestId, violations);
        string[] paths = [.. Paths(request, sent)];
        foreach (string unknown in paths.Except(s_fields))
        {
            violations.Add(new FieldViolation("update_mask", $"\"{Fields.Shown(unknown)}\" cannot be changed; allowed are {string.Join(", ", s_fields)}", "NO_SUCH_FIELD"));
        }

        if (paths.Length == 0)
        {
            violations.Add(new FieldViolation("update_mask", $"nothing is to be changed; allowed are {string.Join(", ", s_fields)}", "REQUIRED"));
        }

        var data = new CaseStepData(0, "", caller.Side())
        {
            Title = paths.Contains("title") ? Fields.Line("case.title", sent.Title, Fields.MaxTitle, violations) : null,
            Description = paths.Contains("description") ? Fields.Text("case.description", sent.Description, Fields.MaxText, required: false, violations) ?? "" : null,
            Circuit = paths.Contains("circuit") ? Circuit(sent.Circuit, name, snapshot, violations) : null,
        };
        return violations.Count > 0
            ? throw RpcFailure.Invalid(violations)
            : new StepOrder(name, CaseStep.Updated, data, caller.Subject) { Etag = sent.Etag, RequestId = requestId };
    }

    private static IEnumerable<string> Paths(UpdateCaseRequest request, Case sent)
    {
        if (request.UpdateMask is { Paths.Count: > 0 } mask)
        {
            return mask.Paths.Distinct();
        }

        return s_fields.Where(field => ((string)Case.Descriptor.FindFieldByName(field).Accessor.GetValue(sent)).Length > 0);
    }

    private static string Circuit(string circuit, string name, CatalogSnapshot? snapshot, List<FieldViolation> violations)
    {
        string customer = name.Split('/')[1];
        if (circuit.Length == 0)
        {
            return circuit;
        }

        if (!ResourceName.TryParse(circuit, "circuits", out ResourceName? read))
        {
            violations.Add(Caller.NameViolation(circuit, "circuits", "case.circuit"));
        }
        else if (read.Customer != customer || snapshot?.Circuits.Any(known => known.Name == circuit) == false)
        {
            violations.Add(new FieldViolation("case.circuit", $"there is no {circuit} of customers/{customer}", "NO_SUCH_CIRCUIT"));
        }

        return circuit;
    }
}
