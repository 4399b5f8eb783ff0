namespace Telecom.Gateway.Api;

/// <summary>Resource names from the parts of a path. The services check them.</summary>
internal static class ResourceNames
{
    /// <summary>A customer's name.</summary>
    /// <param name="customer">Its id.</param>
    public static string Customer(string customer) => $"customers/{customer}";

    /// <summary>Name of a customer's resource.</summary>
    /// <param name="customer">Id of the customer.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="id">Id of the resource.</param>
    public static string Of(string customer, string collection, string id) => $"customers/{customer}/{collection}/{id}";
}
