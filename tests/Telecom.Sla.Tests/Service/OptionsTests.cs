using Microsoft.Extensions.Options;

namespace Telecom.Sla.Tests.Service;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_valid()
    {
        Assert.True(new FoldOptionsValidator().Validate(null, new FoldOptions()).Succeeded);
        Assert.True(new StatusOptionsValidator().Validate(null, new StatusOptions()).Succeeded);
    }

    [Fact]
    public void Every_wrong_value_is_reported_with_its_key_and_what_is_allowed()
    {
        FoldOptions options = new()
        {
            MinuteRetention = TimeSpan.Zero,
            LeaseDuration = TimeSpan.FromMilliseconds(999),
            LeaseRenewAfter = TimeSpan.FromSeconds(1),
            AcquireInterval = TimeSpan.Zero,
            PollInterval = TimeSpan.Zero,
            GatherInterval = TimeSpan.FromSeconds(-1),
            MaxStepBytes = 0,
            MaxBacklogStepBytes = -1,
            RollupGrace = TimeSpan.FromSeconds(-1),
            RollupInterval = TimeSpan.FromDays(1),
            MaxRollups = 0,
            MaxStepCells = 0,
            MaxHotCells = -1,
            MaxHotLanes = 0,
            Parallelism = 0,
            ErrorRetry = TimeSpan.Zero,
            UndecodableRetry = TimeSpan.Zero,
            ReleaseLimit = TimeSpan.Zero,
        };

        string[] errors = [.. new FoldOptionsValidator().Validate(null, options).Failures!];

        string[] keys = [.. typeof(FoldOptions).GetProperties().Select(p => $"Sla:Fold:{p.Name}")];
        Assert.Equal(keys.Length, errors.Length);
        Assert.All(errors, error => Assert.Contains("allowed", error, StringComparison.Ordinal));
        Assert.All(keys, key => Assert.Single(errors, error => error.StartsWith($"{key} is ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_wrong_retention_option_is_reported()
    {
        RetentionOptions options = new()
        {
            Hours = TimeSpan.FromDays(35),
            Days = TimeSpan.FromDays(34),
            Margin = TimeSpan.Zero,
            Interval = TimeSpan.Zero,
            MaxRows = 0,
            ReportInterval = TimeSpan.Zero,
        };

        // Without a margin 35 days of hours are as long as the minutes are kept: that alone is allowed.
        string[] errors = [.. new RetentionOptionsValidator(Options.Create(new FoldOptions())).Validate(null, options).Failures!];
        Assert.Equal(5, errors.Length);
        options.Margin = TimeSpan.FromDays(1);
        errors = [.. new RetentionOptionsValidator(Options.Create(new FoldOptions())).Validate(null, options).Failures!];
        Assert.Contains(errors, error => error.StartsWith("Sla:Retention:Hours is ", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("Sla:Retention:Days is ", StringComparison.Ordinal));
        Assert.True(new RetentionOptionsValidator(Options.Create(new FoldOptions())).Validate(null, new RetentionOptions()).Succeeded);
    }

    [Fact]
    public void Every_wrong_status_option_is_reported()
    {
        StatusOptions options = new() { IngestAllowance = TimeSpan.FromHours(1), MaxConcurrent = 0, MaxWaitingPerCustomer = 0, WaitRetry = TimeSpan.Zero, ListBudget = TimeSpan.Zero };

        ValidateOptionsResult result = new StatusOptionsValidator().Validate(null, options);

        Assert.Equal(typeof(StatusOptions).GetProperties().Length, result.Failures!.Count());
    }

    [Fact]
    public void Every_wrong_outage_option_is_reported()
    {
        Assert.True(new OutageOptionsValidator().Validate(null, new OutageOptions()).Succeeded);
        OutageOptions options = new()
        {
            Interval = TimeSpan.Zero,
            AllInterval = TimeSpan.FromDays(2),
            AllLookBack = TimeSpan.FromDays(3),
            WholeInterval = TimeSpan.FromDays(2),
            LookBack = TimeSpan.Zero,
            StartLookBack = TimeSpan.FromDays(36),
            Parallelism = 0,
            ReportAfterEnd = TimeSpan.FromSeconds(-1),
            ReportPending = TimeSpan.FromDays(31),
            PollInterval = TimeSpan.Zero,
            SignOfLife = TimeSpan.Zero,
            PositionInterval = TimeSpan.FromSeconds(-1),
            FollowRetry = TimeSpan.Zero,
            FollowSilence = TimeSpan.Zero,
        };

        string[] errors = [.. new OutageOptionsValidator().Validate(null, options).Failures!];

        string[] keys = [.. typeof(OutageOptions).GetProperties().Select(p => $"Sla:Outages:{p.Name}")];
        Assert.Equal(keys.Length, errors.Length);
        Assert.All(keys, key => Assert.Single(errors, error => error.StartsWith($"{key} is ", StringComparison.Ordinal)));
    }
}
