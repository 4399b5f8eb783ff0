namespace Telecom.Gateway.Quotas;

/// <summary>What one caller, customer or address has used. Belongs to its <see cref="QuotaHolders"/>.</summary>
/// <param name="bucket">Its requests, or its wrong credentials.</param>
internal sealed class QuotaHolder(QuotaBucket bucket)
{
    /// <summary>Its requests, or its wrong credentials.</summary>
    public QuotaBucket Bucket { get; } = bucket;

    /// <summary>Its calls that are open.</summary>
    public int Calls { get; set; }
}
