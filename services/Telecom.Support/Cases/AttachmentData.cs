namespace Telecom.Support.Cases;

/// <summary>A file that was put to a case: the content stays where it is, the case has its hash.</summary>
/// <param name="Sha256">SHA-256 of the content, 64 hexadecimal digits in lower case.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="MediaType">Media type.</param>
/// <param name="SizeBytes">Size, bytes.</param>
internal sealed record AttachmentData(string Sha256, string FileName, string MediaType, long SizeBytes);
