using System.Text;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;

namespace Telecom.Catalog.Checks;

/// <summary>Collects everything that is wrong with a request, so that all of it is reported at once.</summary>
internal sealed class Violations
{
    private readonly List<FieldViolation> _found = [];

    /// <summary>Adds a violation.</summary>
    public void Add(string field, string description, string reason) => _found.Add(new FieldViolation(field, description, reason));

    /// <summary>Refuses when anything was found.</summary>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with all violations.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
        {
            throw RpcFailure.Invalid(_found);
        }
    }

    /// <summary>Reads a resource name; null when it is malformed.</summary>
    public ResourceName? Name(string field, string text, string collection)
    {
        if (ResourceName.TryParse(text, collection, out ResourceName? name))
        {
            return name;
        }

        _found.Add(Caller.NameViolation(text, collection, field));
        return null;
    }

    /// <summary>Requires a text for people: 1 to 200 characters, not only white space, no control characters.</summary>
    public void Text(string field, string text) => Text(field, text, minimum: 1, maximum: 200);

    /// <summary>Requires a text of a length in characters (Unicode code points), without control characters.</summary>
    public void Text(string field, string text, int minimum, int maximum)
    {
        int length = text.EnumerateRunes().Count();
        bool blank = length > 0 && string.IsNullOrWhiteSpace(text);
        if (length < minimum || length > maximum || (minimum > 0 && blank))
        {
            Add(field, $"has {length} characters{(blank ? ", all white space" : "")}; allowed: {minimum} to {maximum}", "OUT_OF_RANGE");
        }
        else if (text.EnumerateRunes().Any(Rune.IsControl))
        {
            Add(field, "has control characters; allowed: none", "CONTROL_CHARACTERS");
        }
    }

    /// <summary>Requires that the customer of a name exists.</summary>
    public void Customer(string field, ResourceName? name, State.CatalogView view)
    {
        if (name is not null && !view.Customers.ContainsKey(name.CustomerName))
        {
            Add(field, $"there is no {name.CustomerName}", "REFERENCE_NOT_FOUND");
        }
    }
}
