namespace Telecom.Sla.Domain.Statements;

/// <summary>A part of a credit on an invoice.</summary>
/// <param name="InvoiceMonth">Month of the invoice, "YYYY-MM".</param>
/// <param name="Amount">The rounded amount; null when the invoice that it is a share of is not stated.</param>
public sealed record ScheduledAmount(string InvoiceMonth, decimal? Amount);
