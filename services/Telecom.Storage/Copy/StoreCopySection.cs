namespace Telecom.Storage.Copy;

/// <summary>One kind of content, compared at both ends after copying.</summary>
/// <param name="Name">What it is, for example "records of partition 5".</param>
/// <param name="Count">Items at the source.</param>
/// <param name="Sha256">Checksum of the source's content, 64 hexadecimal digits.</param>
/// <param name="TargetCount">Items at the target.</param>
/// <param name="TargetSha256">Checksum of the target's content.</param>
public sealed record StoreCopySection(string Name, long Count, string Sha256, long TargetCount, string TargetSha256)
{
    /// <summary>True when both ends have the same.</summary>
    public bool IsEqual => Count == TargetCount && Sha256 == TargetSha256;
}
