using System.Globalization;
using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Support.Alarms;

/// <summary>Section "Support:Alarms": when clocks raise alarms.</summary>
internal sealed class AlarmOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Support:Alarms";

    private static readonly int[] s_defaultWarnings = [50, 75, 90];

    /// <summary>Shares of a target at which a warning is written, percent, each 1 to 99, at most 20; default 50, 75, 90.</summary>
    public IList<int> WarnPercent { get; set; } = [];

    /// <summary>
    /// Ladders by id of the contract ("infopromo-communications"), "*" for all others: rungs by percent of the target, at most 10. An
    /// escalation policy of the provider, not a promise of the agreement. Default: none.
    /// </summary>
    public IDictionary<string, IList<LadderRung>> Ladders { get; set; } = new Dictionary<string, IList<LadderRung>>();

    /// <summary>
    /// Longest sleep between two looks at the clock and the store, 10 ms to 1 min; default 500 ms. A clock that jumps, and what another
    /// process wrote, is noticed within it; alarms of this process are woken for at their instant.
    /// </summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Alarms that are written at once, 1 to 256; default 32.</summary>
    public int Writers { get; set; } = 32;

    /// <summary>The ladder of a contract, lowest rung first.</summary>
    /// <param name="contract">Resource name of the contract.</param>
    public IReadOnlyList<LadderRung> LadderOf(string contract) =>
        Ladders.TryGetValue(contract.Split('/')[^1], out IList<LadderRung>? ladder) || Ladders.TryGetValue("*", out ladder) ? (IReadOnlyList<LadderRung>)ladder : [];

    internal sealed class Setup : IPostConfigureOptions<AlarmOptions>
    {
        public void PostConfigure(string? name, AlarmOptions options)
        {
            // A list from configuration would be appended to a default.
            options.WarnPercent = options.WarnPercent.Count > 0 ? [.. options.WarnPercent.Distinct().Order()] : [.. s_defaultWarnings];
            foreach ((string contract, IList<LadderRung> rungs) in options.Ladders.ToArray())
            {
                options.Ladders[contract] = [.. rungs.OrderBy(rung => rung.Percent)];
            }
        }
    }

    internal sealed class Validator : IValidateOptions<AlarmOptions>
    {
        public ValidateOptionsResult Validate(string? name, AlarmOptions options)
        {
            OptionErrors errors = new OptionErrors()
                .Range($"{Section}:Poll", options.Poll, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
                .Range($"{Section}:Writers", options.Writers, 1, 256)
                .Range($"{Section}:WarnPercent (their number)", options.WarnPercent.Count, 0, 20);
            for (int i = 0; i < options.WarnPercent.Count; i++)
            {
                errors = errors.Range(string.Create(CultureInfo.InvariantCulture, $"{Section}:WarnPercent:{i}"), options.WarnPercent[i], 1, 99);
            }

            foreach ((string contract, IList<LadderRung> rungs) in options.Ladders)
            {
                string path = $"{Section}:Ladders:{contract}";
                errors = errors.Range($"{path} (number of rungs)", rungs.Count, 0, 10);
                for (int i = 0; i < rungs.Count; i++)
                {
                    string rung = string.Create(CultureInfo.InvariantCulture, $"{path}:{i}");
                    errors = errors.Range($"{rung}:Percent", rungs[i].Percent, 1, 1000).Range($"{rung}:To (its length)", rungs[i].To.Length, 1, 200);
                    errors = errors.Require(rungs[i].Clock is "" or "respond" or "fix" or "resolve", $"{rung}:Clock", rungs[i].Clock, "respond, fix, resolve, or empty for each");
                }
            }

            return errors.ToResult();
        }
    }
}
