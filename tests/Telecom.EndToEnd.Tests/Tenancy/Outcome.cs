using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Telecom.Hosting;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>What a caller learns from a call: the code, and everything that is told with it.</summary>
/// <param name="Code">The status code.</param>
/// <param name="Told">Message and details of an error, or the responses; without the correlation id.</param>
internal sealed partial record Outcome(StatusCode Code, string Told)
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromMessages(ErrorInfo.Descriptor, BadRequest.Descriptor, RetryInfo.Descriptor, QuotaFailure.Descriptor, RequestInfo.Descriptor)));

    public static Outcome Of(IEnumerable<IMessage> responses) => new(StatusCode.OK, string.Join('\n', responses.Select(response => Formatter.Format(response))));

    public static Outcome Of(RpcException exception)
    {
        string details = RpcErrorDetails.TryRead(exception, out Google.Rpc.Status? status)
            ? string.Join('\n', status.Details.Where(any => !any.Is(RequestInfo.Descriptor)).Select(any => Formatter.Format(any)))
            : "no details";
        return new Outcome(exception.StatusCode, $"{exception.Status.Detail}\n{details}");
    }

    /// <summary>The same with the name that was sent, and the customers, as placeholders; ids, instants and counts of a response too.</summary>
    /// <param name="sent">The name.</param>
    /// <param name="customers">Names of customers.</param>
    public Outcome Without(string sent, params IEnumerable<string> customers)
    {
        string told = Told.Replace(sent, "{name}", StringComparison.Ordinal);
        foreach (string customer in customers)
        {
            told = told.Replace(customer, "{customer}", StringComparison.Ordinal);
        }

        return this with { Told = Code == StatusCode.OK ? Variable().Replace(told, "#") : told };
    }

    [GeneratedRegex("[A-Za-z0-9+/=_.:-]*[0-9][A-Za-z0-9+/=_.:-]*")]
    private static partial Regex Variable();
}
