using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>An agent whose every stream is one run of "buf curl": JSON lines in, JSON objects out, the schema from the protos.</summary>
internal sealed class BufCurlAgent(string gateway, string secret, string agent, string circuit, int rows)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly string _epoch = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
    private readonly long _baseUs = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds() * 1_000_000;

    public ulong Acknowledged { get; private set; }

    public ulong Finished { get; private set; }

    public int Connections { get; private set; }

    public int Drains { get; private set; }

    public int Refusals { get; private set; }

    /// <summary>Streams until everything is acknowledged, however often it is told to move.</summary>
    public async Task RunAsync(ulong last, TimeSpan pace, CancellationToken cancellationToken)
    {
        while (Finished < last)
        {
            Assert.InRange(++Connections, 1, 100);
            await using ManagedProcess curl = ManagedProcess.Start(
                "buf curl",
                Path.Combine(Paths.Root, "node_modules", ".bin", "buf"),
                ["curl", "--protocol", "grpc", "--http2-prior-knowledge", "--schema", Path.Combine(Paths.Root, "protos"), "-H", $"authorization: Bearer {secret}", "-d", "@-",
                    $"{gateway}/telecom.ingestion.v1.IngestionService/StreamSamples"],
                new Dictionary<string, string?>(),
                Paths.Root);
            await ConnectionAsync(curl, last, pace, cancellationToken);
        }
    }

    private async Task ConnectionAsync(ManagedProcess curl, ulong last, TimeSpan pace, CancellationToken cancellationToken)
    {
        await curl.WriteLineAsync(Json(new JsonObject { ["hello"] = new JsonObject { ["agent"] = agent, ["spoolEpoch"] = _epoch, ["software"] = "buf curl" } }));
        int seen = 0;
        ulong next = 0;
        bool declared = false;
        while (!curl.HasExited)
        {
            bool drained = false;
            foreach (JsonElement message in Messages(curl.Output).Skip(seen))
            {
                seen++;
                drained |= Note(message, ref next);
            }

            if (drained || Finished >= last)
            {
                curl.CloseInput();
                await curl.WaitForExitAsync(TimeSpan.FromSeconds(30));
                break;
            }

            if (next > 0 && next <= last)
            {
                await curl.WriteLineAsync(Batch(next++, declare: !declared));
                declared = true;
                await Task.Delay(pace, TimeProvider.System, cancellationToken);
                if (next > last)
                {
                    await curl.WriteLineAsync(Json(new JsonObject { ["finish"] = new JsonObject { ["lastSequence"] = $"{last}" } }));
                }
            }

            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }

        foreach (JsonElement message in Messages(curl.Output).Skip(seen))
        {
            Note(message, ref next);
        }
    }

    /// <summary>Takes a message.</summary>
    /// <returns>True when the server said to move.</returns>
    private bool Note(JsonElement message, ref ulong next)
    {
        if (message.TryGetProperty("welcome", out JsonElement welcome))
        {
            ulong durable = Number(welcome, "durableSequence");
            Assert.True(durable >= Acknowledged, $"welcomed after {durable}, and {Acknowledged} was acknowledged");
            Acknowledged = durable;
            next = durable + 1;
        }
        else if (message.TryGetProperty("ack", out JsonElement ack))
        {
            Acknowledged = Math.Max(Acknowledged, Number(ack, "durableSequence"));
            Refusals += ack.TryGetProperty("refusals", out JsonElement refusals) ? refusals.GetArrayLength() : 0;
        }
        else if (message.TryGetProperty("finished", out JsonElement finished))
        {
            Finished = Number(finished, "durableSequence");
        }
        else if (message.TryGetProperty("drain", out _))
        {
            Drains++;
            return true;
        }

        return false;
    }

    private string Batch(ulong sequence, bool declare)
    {
        JsonObject batch = new()
        {
            ["sequence"] = $"{sequence}",
            ["baseTimeUs"] = string.Create(CultureInfo.InvariantCulture, $"{_baseUs + ((long)sequence * 1_000_000)}"),
            ["latency"] = new JsonObject
            {
                ["circuit"] = new JsonArray([.. Enumerable.Repeat(1, rows).Select(h => JsonValue.Create(h))]),
                ["timeDeltaUs"] = new JsonArray([.. Enumerable.Repeat("1000", rows).Select(d => JsonValue.Create(d))]),
                ["latencyUs"] = new JsonArray([.. Enumerable.Range(0, rows).Select(i => JsonValue.Create(1_000 + i))]),
            },
        };
        if (declare)
        {
            batch["circuits"] = new JsonArray(new JsonObject { ["handle"] = 1, ["circuit"] = circuit });
        }

        return Json(new JsonObject { ["batch"] = batch });
    }

    private static string Json(JsonObject message) => message.ToJsonString();

    private static ulong Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) ? ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture) : 0;

    /// <summary>The whole JSON objects of the output so far; what else a line may be is a message of the program, and shown when it fails.</summary>
    private static List<JsonElement> Messages(string output)
    {
        List<JsonElement> messages = [];
        int from = 0;
        while (output.IndexOf("{\n", from, StringComparison.Ordinal) is var start && start >= 0
            && output.IndexOf("\n}", start, StringComparison.Ordinal) is var end && end >= 0)
        {
            messages.Add(JsonDocument.Parse(output[start..(end + 2)]).RootElement);
            from = end + 2;
        }

        return messages;
    }
}
