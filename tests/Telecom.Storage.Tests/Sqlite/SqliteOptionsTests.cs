using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Sqlite;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class SqliteOptionsTests
{
    [Fact]
    public void Defaults_are_valid_once_the_folder_is_named()
    {
        Assert.Empty(new SqliteSampleLogOptions { Folder = "x" }.Validate());
        Assert.Empty(new SqliteSampleLogReaderOptions { Folder = "x" }.Validate());
        Assert.Empty(new SqliteMeasurementStoreOptions { Folder = "x" }.Validate());
        Assert.Empty(new SqliteEventStoreOptions { Folder = "x" }.Validate());
    }

    [Fact]
    public void All_errors_are_reported_together_with_value_and_range()
    {
        SqliteSampleLogOptions options = new()
        {
            BusyTimeout = TimeSpan.Zero,
            RetryDelay = TimeSpan.FromHours(1),
            CheckpointPages = 0,
            MaxWalBytes = 0,
            Partitions = 5000,
            QueueEntries = 0,
            GroupEntries = 0,
            GroupBytes = 0,
            MaxRecordBytes = 0,
        };

        IReadOnlyList<string> errors = options.Validate();

        Assert.Equal(10, errors.Count);
        Assert.Contains("Partitions: 5000 is not allowed; it must be from 1 to 4096", errors);
        Assert.Equal(errors, new SqliteStoreOptionsValidator<SqliteSampleLogOptions>().Validate(null, options).Failures);
    }

    [Fact]
    public async Task Opening_with_bad_options_says_every_reason()
    {
        SqliteSampleLogReaderOptions options = new() { PollInterval = TimeSpan.Zero };
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => SqliteSampleLogReader.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None));
        Assert.Contains("Folder", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("PollInterval", refusal.Message, StringComparison.Ordinal);
    }
}
