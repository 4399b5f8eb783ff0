namespace Telecom.Storage.Copy;

/// <summary>How far a long piece of work on stores is.</summary>
/// <param name="What">What is worked on now: a file, or a section of a store.</param>
/// <param name="Done">How much of it is done, in units of <paramref name="Total"/>.</param>
/// <param name="Total">How much there is; 0 while that is not known.</param>
/// <param name="Unit">What is counted, for example "pages" or "items".</param>
public readonly record struct StoreProgress(string What, long Done, long Total, string Unit);
