using System.Globalization;

namespace Telecom.LoadGenerator;

/// <summary>What load to make. Every value is checked, and all errors are reported at once.</summary>
public sealed record LoadOptions
{
    /// <summary>Address of the gateway. Only a loopback address is allowed unless <see cref="AllowRemote"/> is set.</summary>
    public string Gateway { get; init; } = "http://127.0.0.1:8080";

    /// <summary>File with the secret of an administrator's key, which declares the customer, circuits and agent of the load.</summary>
    public string AdminKeyFile { get; init; } = "data/catalog/admin.key";

    /// <summary>Streams, each its own lane; 1 to 64.</summary>
    public int Streams { get; init; } = 4;

    /// <summary>Samples per second over all streams, on a schedule that does not wait for the server (open model); 1 to 50,000,000.</summary>
    public int Rate { get; init; } = 20_000;

    /// <summary>Length of the load, seconds; 1 to 86,400.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>Samples per batch, a third each of latency, throughput and loss; 3 to 30,000.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>Circuits that the samples are spread over; 1 to 4,096.</summary>
    public int Circuits { get; init; } = 50;

    /// <summary>Seed of all random values.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Longest wait after the load until the last sample is counted, seconds; 1 to 3,600.</summary>
    public int SettleSeconds { get; init; } = 60;

    /// <summary>True to print one JSON object instead of a table.</summary>
    public bool Json { get; init; }

    /// <summary>True to allow a gateway that is not on this machine.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Reads "--name value" arguments.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="errors">Every error: argument, value, what is allowed.</param>
    public static LoadOptions Parse(IReadOnlyList<string> args, out IReadOnlyList<string> errors)
    {
        var options = new LoadOptions();
        var found = new List<string>();
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] is "--json" or "--allow-remote")
            {
                options = args[i] == "--json" ? options with { Json = true } : options with { AllowRemote = true };
                continue;
            }

            if (i + 1 == args.Count)
            {
                found.Add($"{args[i]}: needs a value; {Usage}");
                break;
            }

            options = Apply(options, args[i], args[++i], found);
        }

        if (!Uri.TryCreate(options.Gateway, UriKind.Absolute, out Uri? uri))
        {
            found.Add($"--gateway '{options.Gateway}': must be an absolute URL");
        }
        else if (!uri.IsLoopback && !options.AllowRemote)
        {
            found.Add($"--gateway '{options.Gateway}': must be a loopback address unless --allow-remote is given");
        }

        errors = found;
        return options;
    }

    private const string Usage =
        "allowed: --gateway URL --admin-key-file FILE --streams N --rate N --seconds N --batch N --circuits N --seed N --settle-seconds N --json --allow-remote";

    private static LoadOptions Apply(LoadOptions options, string name, string value, List<string> errors) => name switch
    {
        "--gateway" => options with { Gateway = value },
        "--admin-key-file" => options with { AdminKeyFile = value },
        "--streams" => options with { Streams = Number(name, value, 1, 64, errors) },
        "--rate" => options with { Rate = Number(name, value, 1, 50_000_000, errors) },
        "--seconds" => options with { Seconds = Number(name, value, 1, 86_400, errors) },
        "--batch" => options with { Batch = Number(name, value, 3, 30_000, errors) },
        "--circuits" => options with { Circuits = Number(name, value, 1, 4_096, errors) },
        "--seed" => options with { Seed = Number(name, value, 0, int.MaxValue, errors) },
        "--settle-seconds" => options with { SettleSeconds = Number(name, value, 1, 3_600, errors) },
        _ => Unknown(options, name, errors),
    };

    private static LoadOptions Unknown(LoadOptions options, string name, List<string> errors)
    {
        errors.Add($"{name}: unknown; {Usage}");
        return options;
    }

    private static int Number(string name, string value, int least, int most, List<string> errors)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        errors.Add($"{name} '{value}': must be a whole number from {least} to {most}");
        return least;
    }
}
