namespace Telecom.Storage.Sqlite;

/// <summary>What every store of the embedded engine needs to know.</summary>
public abstract class SqliteStoreOptions
{
    /// <summary>
    /// Folder of the store, absolute or relative to the current directory; made when it is absent. It must lie on a local file system:
    /// WAL needs shared memory and locks that network shares do not give. Required.
    /// </summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// How long a statement waits for another connection's lock before it gives up. From 1 s to 1 min; default 5 s.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What <see cref="StoreUnavailableException.RetryAfter"/> tells callers after a failure, and how long the store itself rests before it
    /// tries its files again. From 10 ms to 1 min; default 1 s.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Every violation of the documented ranges, all at once; empty when the options are good.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        Collect(errors);
        return errors;
    }

    /// <summary>Adds the violations of this class to the list.</summary>
    private protected virtual void Collect(List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(Folder))
        {
            errors.Add($"{nameof(Folder)}: '{Folder}' is not a path; it must name the store's folder");
        }

        Range(errors, nameof(BusyTimeout), BusyTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Range(errors, nameof(RetryDelay), RetryDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
    }

    private protected static void Range<T>(List<string> errors, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            errors.Add(FormattableString.Invariant($"{name}: {value} is not allowed; it must be from {least} to {most}"));
        }
    }

    internal void ThrowIfInvalid()
    {
        IReadOnlyList<string> errors = Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException($"{GetType().Name} is not valid. {string.Join("; ", errors)}.");
        }
    }
}
