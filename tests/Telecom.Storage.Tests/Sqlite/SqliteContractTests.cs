using Telecom.Storage.Tests.Contracts;
using Xunit.Abstractions;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>The contract of every engine, held by the embedded one.</summary>
public sealed class SqliteSampleLogContractTests(ITestOutputHelper output) : SampleLogContract(output)
{
    protected override Task<ISampleLogEngine> CreateEngineAsync() => Task.FromResult<ISampleLogEngine>(new SqliteSampleLogEngine());
}

/// <summary>The contract of every engine, held by the embedded one.</summary>
public sealed class SqliteMeasurementStoreContractTests(ITestOutputHelper output) : MeasurementStoreContract(output)
{
    protected override Task<IMeasurementStoreEngine> CreateEngineAsync() => Task.FromResult<IMeasurementStoreEngine>(new SqliteMeasurementStoreEngine());
}

/// <summary>The contract of every engine, held by the embedded one.</summary>
public sealed class SqliteEventStoreContractTests : EventStoreContract
{
    protected override Task<IEventStoreEngine> CreateEngineAsync() => Task.FromResult<IEventStoreEngine>(new SqliteEventStoreEngine());
}
