namespace Telecom.Support.Webhooks.Sending;

/// <summary>What became of a try.</summary>
internal enum DeliveryKind
{
    /// <summary>The receiver took the event: 200 to 299.</summary>
    Delivered,

    /// <summary>It did not; another try may help.</summary>
    Failed,

    /// <summary>The receiver wants nothing any more: 410.</summary>
    Gone,
}
