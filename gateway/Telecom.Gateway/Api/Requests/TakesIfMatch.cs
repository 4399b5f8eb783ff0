namespace Telecom.Gateway.Api.Requests;

/// <summary>Marks an operation that is done only while the resource has the etag of the header "If-Match", when there is one.</summary>
internal sealed class TakesIfMatch;
