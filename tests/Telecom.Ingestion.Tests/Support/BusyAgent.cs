using Grpc.Core;
using Telecom.Hosting;
using Client = Telecom.Ingestion.V1.IngestionService.IngestionServiceClient;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>Sends as fast as it can until it is told to move; then it stops and says Finish, or only closes.</summary>
internal sealed class BusyAgent(uint lane, bool finishes)
{
    private volatile bool _stopped;
    private ulong _acknowledged;

    public uint Lane => lane;

    public bool Finishes => finishes;

    public ulong Sent { get; private set; }

    public ulong Acknowledged => Volatile.Read(ref _acknowledged);

    public bool WasDrained { get; private set; }

    /// <summary>Reason of the error that the stream ended with; null when it ended well.</summary>
    public string? Reason { get; private set; }

    public async Task RunAsync(Client client)
    {
        using AgentStream stream = await AgentStream.OpenAsync(client, lane);
        Task sending = Task.Run(() => SendAsync(stream));
        try
        {
            while (await stream.NextOrEndAsync() is { } response)
            {
                Volatile.Write(ref _acknowledged, stream.Acknowledged);
                if (response.Drain is not null)
                {
                    WasDrained = true;
                    _stopped = true;
                }
            }
        }
        catch (RpcException exception)
        {
            Reason = RpcErrorDetails.ReasonOf(exception) ?? exception.Status.ToString();
        }

        _stopped = true;
        await sending;
    }

    private async Task SendAsync(AgentStream stream)
    {
        while (!_stopped)
        {
            await stream.SendAsync(Batches.Latencies(Sent + 1));
            Sent++;
        }

        if (finishes)
        {
            await stream.FinishAsync(Sent);
        }

        await stream.CloseSendingAsync();
    }
}
