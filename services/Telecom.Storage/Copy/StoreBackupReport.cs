namespace Telecom.Storage.Copy;

/// <summary>What a backup made.</summary>
/// <param name="Files">Files, relative to the backup's folder, with their size in bytes and the SHA-256 of their content in hexadecimal.</param>
/// <param name="Check">What the check of the finished backup found.</param>
public sealed record StoreBackupReport(IReadOnlyList<(string File, long Bytes, string Sha256)> Files, StoreCheckReport Check);
