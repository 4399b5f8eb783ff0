namespace Telecom.Gateway.Api.Results;

/// <summary>A page of a list.</summary>
/// <typeparam name="TRow">What is listed.</typeparam>
internal interface IPage<out TRow>
{
    /// <summary>What is on the page.</summary>
    IReadOnlyList<TRow> Rows { get; }

    /// <summary>Token of the next page; null on the last.</summary>
    string? NextPageToken { get; }
}
