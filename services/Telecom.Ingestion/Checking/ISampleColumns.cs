using Google.Protobuf.Collections;
using Telecom.Common.V1;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Checking;

/// <summary>The columns of one metric's table. Implemented by structures, so that the one check of all tables is compiled for each.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface ISampleColumns<TSelf>
    where TSelf : struct, ISampleColumns<TSelf>
{
    /// <summary>The metric.</summary>
    Metric Metric { get; }

    /// <summary>Handles.</summary>
    RepeatedField<uint> Circuits { get; }

    /// <summary>Time deltas, microseconds.</summary>
    RepeatedField<long> TimeDeltas { get; }

    /// <summary>Entries of the value columns; one or two.</summary>
    (int First, int Last) ValueCounts { get; }

    /// <summary>Checks the value of a row.</summary>
    SampleFault CheckValue(int row);

    /// <summary>The value of a row and what is allowed, in words.</summary>
    string DescribeValue(int row);

    /// <summary>Columns of a new table.</summary>
    TSelf NewTable();

    /// <summary>Adds the value of a row of another table.</summary>
    void AddValue(TSelf source, int row);
}
