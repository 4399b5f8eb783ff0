using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Checking;

/// <summary>The refusals of one batch, one for each metric and reason, rows in the order in which they are added.</summary>
/// <param name="sequence">Sequence number of the batch.</param>
internal sealed class RefusalList(ulong sequence)
{
    private readonly List<Refusal> _refusals = [];

    /// <summary>The refusals.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals;

    /// <summary>Refused samples; refused declarations are none.</summary>
    public int Samples { get; private set; }

    /// <summary>Adds a row to the refusal of its metric and reason, when that exists already.</summary>
    /// <returns>False when it does not exist; then <see cref="Add"/> makes it, with a detail that need not be written for every row.</returns>
    public bool TryAdd(Metric metric, int row, RefusalReason reason) => TryAdd(metric, row, reason, false);

    private bool TryAdd(Metric metric, int row, RefusalReason reason, bool distribution)
    {
        foreach (Refusal refusal in _refusals)
        {
            if (refusal.Metric == metric && refusal.Reason == reason && refusal.Distribution == distribution)
            {
                AddRow(refusal, row);
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a row.</summary>
    /// <param name="metric">The row's table; unspecified for a declaration.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="reason">Why.</param>
    /// <param name="detail">The field, its value and what is allowed; kept for the first row of a metric and reason.</param>
    /// <param name="distribution">True for a row of the table of distributions.</param>
    public void Add(Metric metric, int row, RefusalReason reason, string detail, bool distribution = false)
    {
        if (!TryAdd(metric, row, reason, distribution))
        {
            // Of all reasons only this one can pass by itself: the catalogue may lag behind the agent.
            bool retryable = reason == RefusalReason.UnknownCircuit;
            Refusal refusal = new()
            {
                Sequence = sequence,
                Metric = metric,
                Reason = reason,
                Retryable = retryable,
                Detail = detail,
                Distribution = distribution,
            };
            _refusals.Add(refusal);
            AddRow(refusal, row);
        }
    }

    private void AddRow(Refusal refusal, int row)
    {
        refusal.Rows.Add((uint)row);
        Samples += refusal.Metric == Metric.Unspecified && !refusal.Distribution ? 0 : 1;
    }
}
