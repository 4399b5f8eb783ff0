using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Suite;

/// <summary>Reads statuses through the gateway, as any client would.</summary>
internal static class StatusReader
{
    /// <summary>All circuits of a customer, page by page.</summary>
    public static async Task<IReadOnlyList<CircuitStatus>> ReadAllAsync(
        GatewayChannel channel, string customer, string month, CancellationToken cancellationToken)
    {
        var client = new SlaService.SlaServiceClient(channel.Invoker);
        var statuses = new List<CircuitStatus>();
        var request = new ListStatusesRequest { Parent = customer, Month = month, PageSize = 1000 };
        do
        {
            ListStatusesResponse page = await client.ListStatusesAsync(request, cancellationToken: cancellationToken);
            statuses.AddRange(page.Statuses);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return statuses;
    }

    /// <summary>The statuses in the JSON form of their protos, as an array.</summary>
    public static string ToJson(IReadOnlyList<CircuitStatus> statuses)
    {
        var text = new StringBuilder("[");
        text.AppendJoin(',', statuses.Select(s => JsonFormatter.Default.Format(s)));
        return text.Append(']').ToString();
    }

    /// <summary>An error with every field that it names.</summary>
    public static string Describe(RpcException error)
    {
        var text = new StringBuilder($"{error.StatusCode}: {error.Status.Detail}");
        if (RpcErrorDetails.TryRead(error, out Google.Rpc.Status? status))
        {
            foreach (Google.Protobuf.WellKnownTypes.Any detail in status.Details)
            {
                if (detail.TryUnpack(out Google.Rpc.BadRequest bad))
                {
                    foreach (Google.Rpc.BadRequest.Types.FieldViolation violation in bad.FieldViolations)
                    {
                        text.AppendLine().Append("  ").Append(violation.Field).Append(": ").Append(violation.Description);
                    }
                }
            }
        }

        return text.ToString();
    }
}
