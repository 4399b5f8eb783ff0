using Grpc.Core.Logging;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class LoggingTests : IDisposable
{
    private readonly StringWriter _written = new();

    public static TheoryData<LogLevel, string> Levels => new()
    {
        { LogLevel.Debug, "DDIIWWWEEE" },
        { LogLevel.Info, "IIWWWEEE" },
        { LogLevel.Warning, "WWWEEE" },
        { LogLevel.Error, "EEE" },
        { LogLevel.Off, "" },
    };

    public void Dispose() => _written.Dispose();

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_filter_hands_on_its_severity_and_what_is_above(LogLevel least, string severities)
    {
        LogAll(new LogLevelFilterLogger(new TextWriterLogger(_written), least));

        Assert.Equal(severities, string.Concat(Lines().Select(line => line[0])));
    }

    [Fact]
    public void A_line_holds_severity_time_type_message_and_exception()
    {
        new TextWriterLogger(_written).ForType<LoggingTests>().Error(new InvalidOperationException("broken"), "It failed.");
        new TextWriterLogger(() => _written).Info("{0:0.0} of {1}", 1.5, "two");

        var lines = Lines();
        Assert.Matches(@"^E\d{4} \d\d:\d\d:\d\d\.\d{6} Telecom\.Grpc\.Tests\.Contracts\.LoggingTests It failed\. System\.InvalidOperationException: broken", lines[0]);
        Assert.Matches(@"^I\d{4} \d\d:\d\d:\d\d\.\d{6} 1\.5 of two$", lines[^1]);
    }

    [Fact]
    public void A_logger_of_its_own_type_is_itself_and_a_filter_stays_a_filter()
    {
        var typed = new TextWriterLogger(_written).ForType<LoggingTests>();
        Assert.Same(typed, typed.ForType<LoggingTests>());
        var console = new ConsoleLogger().ForType<LoggingTests>();
        Assert.Same(console, Assert.IsType<ConsoleLogger>(console).ForType<LoggingTests>());
        var filter = new LogLevelFilterLogger(typed, LogLevel.Error);
        Assert.Same(filter, filter.ForType<LoggingTests>());
        LogAll(Assert.IsType<LogLevelFilterLogger>(filter.ForType<string>()));
        Assert.All(Lines(), line => Assert.Matches("^E.* System.String ", line));
    }

    [Fact]
    public void Without_a_word_from_the_environment_the_default_holds()
    {
        LogAll(new LogLevelFilterLogger(new TextWriterLogger(_written), LogLevel.Warning, fromEnvironmentVariable: false));

        Assert.Equal(6, Lines().Length);
    }

    [Fact]
    public void Nothing_to_write_to_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new TextWriterLogger((TextWriter)null!));
        Assert.Throws<ArgumentNullException>(() => new TextWriterLogger((Func<TextWriter>)null!));
        Assert.Throws<ArgumentNullException>(() => new LogLevelFilterLogger(null!, LogLevel.Debug));
    }

    private static void LogAll(LogLevelFilterLogger logger)
    {
        logger.Debug("a");
        logger.Debug("{0}", "b");
        logger.Info("c");
        logger.Info("{0}", "d");
        logger.Warning("e");
        logger.Warning("{0}", "f");
        logger.Warning(new TimeoutException(), "g");
        logger.Error("h");
        logger.Error("{0}", "i");
        logger.Error(new TimeoutException(), "j");
    }

    private string[] Lines() => _written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
