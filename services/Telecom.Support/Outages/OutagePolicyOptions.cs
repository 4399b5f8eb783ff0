using System.Globalization;
using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Support.Outages;

/// <summary>Section "Support:Outages": what detected outages lead to.</summary>
internal sealed class OutagePolicyOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Support:Outages";

    /// <summary>Whether the outages of the Sla service are followed at all; default true.</summary>
    public bool Follow { get; set; } = true;

    /// <summary>
    /// Rules by id of the contract ("infopromo"), "*" for all others, at most 10 each: of those whose share of circuits is reached the one
    /// with the largest share counts. Default: none, outages open no cases.
    /// </summary>
    public IDictionary<string, IList<OutagePolicyRule>> Rules { get; set; } = new Dictionary<string, IList<OutagePolicyRule>>();

    /// <summary>Least time between two notes of how far the feed was followed, 0 to 10 min; default 5 s.</summary>
    public TimeSpan PositionInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two attempts to follow the feed, 10 ms to 10 min; default 30 s.</summary>
    public TimeSpan FollowRetry { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Silence of the feed, signs of life included, after which it is asked anew, 1 s to 1 h; default 2 min.</summary>
    public TimeSpan FollowSilence { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The rule for an outage; null: it opens no case.</summary>
    /// <param name="contract">Resource name of the contract.</param>
    /// <param name="down">Circuits of the subscription that are down, this one included.</param>
    /// <param name="all">Circuits of the subscription.</param>
    public OutagePolicyRule? Find(string contract, int down, int all)
    {
        if (!Rules.TryGetValue(contract.Split('/')[^1], out IList<OutagePolicyRule>? rules) && !Rules.TryGetValue("*", out rules))
        {
            return null;
        }

        // Compared as products: a share of three circuits is no whole percentage.
        return rules.Where(rule => (long)down * 100 >= (long)rule.CircuitsPercent * Math.Max(all, 1)).MaxBy(rule => rule.CircuitsPercent);
    }

    internal sealed class Validator : IValidateOptions<OutagePolicyOptions>
    {
        public ValidateOptionsResult Validate(string? name, OutagePolicyOptions options)
        {
            OptionErrors errors = new OptionErrors()
                .Range($"{Section}:PositionInterval", options.PositionInterval, TimeSpan.Zero, TimeSpan.FromMinutes(10))
                .Range($"{Section}:FollowRetry", options.FollowRetry, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10))
                .Range($"{Section}:FollowSilence", options.FollowSilence, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
            foreach ((string contract, IList<OutagePolicyRule> rules) in options.Rules)
            {
                errors = errors.Range($"{Section}:Rules:{contract} (number of rules)", rules.Count, 0, 10);
                for (int i = 0; i < rules.Count; i++)
                {
                    errors = errors.Range(string.Create(CultureInfo.InvariantCulture, $"{Section}:Rules:{contract}:{i}:CircuitsPercent"), rules[i].CircuitsPercent, 0, 100);
                }
            }

            return errors.ToResult();
        }
    }
}
