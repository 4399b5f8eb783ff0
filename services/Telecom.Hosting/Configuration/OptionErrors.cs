using System.Globalization;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Collects everything that is wrong with an options object, so that all of it is reported at once.</summary>
public sealed class OptionErrors
{
    private readonly List<string> _errors = [];

    /// <summary>Requires a value of at least <paramref name="min"/> and at most <paramref name="max"/>.</summary>
    /// <typeparam name="T">Number or duration.</typeparam>
    /// <param name="key">Configuration key, for example "Drain:Timeout".</param>
    /// <param name="value">The value.</param>
    /// <param name="min">Lowest legal value.</param>
    /// <param name="max">Highest legal value.</param>
    public OptionErrors Range<T>(string key, T value, T min, T max)
        where T : IComparable<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        return Require(value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0, key, value, $"{min} to {max}");
    }

    /// <summary>Requires a condition.</summary>
    /// <param name="holds">The condition.</param>
    /// <param name="key">Configuration key.</param>
    /// <param name="value">The value, for the message.</param>
    /// <param name="allowed">What is allowed.</param>
    public OptionErrors Require(bool holds, string key, object? value, string allowed)
    {
        if (!holds)
        {
            _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is \"{value}\"; allowed: {allowed}"));
        }

        return this;
    }

    /// <summary>Success, or a failure with every error.</summary>
    public ValidateOptionsResult ToResult() => _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);
}
