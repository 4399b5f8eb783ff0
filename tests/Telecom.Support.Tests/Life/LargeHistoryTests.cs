using Grpc.Core;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Life;

/// <summary>A client that takes messages of at most 4 MiB, as gRPC clients do unless told otherwise.</summary>
public sealed class LargeHistoryTests
{
    private const int Cases = 3;
    private const int NotesOfCase = 200;

    [Fact]
    public async Task All_that_there_is_can_be_read_by_a_client_with_the_usual_limits()
    {
        await using SupportRun run = await SupportRun.StartAsync();
        List<string> written = [];
        string name = "";
        for (int i = 0; i < Cases; i++)
        {
            name = (await run.OpenAsync()).Name;
            for (int n = 0; n < NotesOfCase; n++)
            {
                string text = $"{i}-{n} ".PadRight(10_000, 'x');
                _ = await run.TakeAsync(name, new CaseChange { Note = new Note { Text = text, Visibility = Visibility.Public } });
                written.Add(text);
            }
        }

        using AsyncServerStreamingCall<WatchCaseEventsResponse> feed = run.Client.WatchCaseEvents(
            new WatchCaseEventsRequest { Parent = "customers/acme" }, new CallOptions(run.Admin, TimeProvider.System.GetUtcNow().AddMinutes(1).UtcDateTime));
        List<CaseEvent> events = [];
        long position = 0;
        while (events.Count < written.Count + Cases && await feed.ResponseStream.MoveNext(CancellationToken.None))
        {
            WatchCaseEventsResponse message = feed.ResponseStream.Current;
            Assert.InRange(message.CalculateSize(), 0, 1_200_000);
            Assert.All(message.Events, one => Assert.InRange(one.Position, position + 1, message.Position));
            position = message.Position;
            events.AddRange(message.Events);
        }

        Assert.Equal(written, events.Where(one => one.Type == "case.noted").Select(one => one.Text));
        Assert.Equal(events.Count, events.Select(one => one.Id).Distinct().Count());
        Assert.Equal(written.TakeLast(NotesOfCase), await HistoryAsync(run, name));
    }

    private static async Task<List<string>> HistoryAsync(SupportRun run, string name)
    {
        List<string> texts = [];
        string token = "";
        int pages = 0;
        do
        {
            ListCaseEventsResponse page = await run.Client.ListCaseEventsAsync(
                new ListCaseEventsRequest { Parent = name, PageSize = 1000, PageToken = token }, run.Admin);
            Assert.InRange(page.CalculateSize(), 0, 1_200_000);
            texts.AddRange(page.Events.Where(one => one.Type == "case.noted").Select(one => one.Text));
            token = page.NextPageToken;
            pages++;
        }
        while (token.Length > 0);
        Assert.Equal(2, pages);
        return texts;
    }
}
