using Grpc.Core;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

/// <summary>One small call of each type, in the order unary, client, server, duplex.</summary>
internal static class AllCallTypes
{
    public static async Task RunAsync(ProbeService.ProbeServiceClient client)
    {
        await client.EchoAsync(new EchoRequest());

        using (var sum = client.Sum())
        {
            await sum.RequestStream.CompleteAsync();
            await sum;
        }

        using (var count = client.Count(new CountRequest { Count = 1 }))
        {
            await count.ResponseStream.ReadAllAsync().CountAsync();
        }

        using var chat = client.Chat();
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext());
    }
}
