using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.Support.Rules;

/// <summary>Puts a contract document that is tried in the place of the catalogue's.</summary>
internal static class DocumentTrialReader
{
    private const int MostErrors = 20;

    /// <summary>The catalogue with the document, or as it is when something is wrong, which is added to the violations.</summary>
    /// <param name="sent">The document as sent.</param>
    /// <param name="snapshot">The catalogue; not changed.</param>
    /// <param name="violations">What is wrong is added here.</param>
    public static CatalogSnapshot Read(DocumentTrial sent, CatalogSnapshot snapshot, List<FieldViolation> violations)
    {
        if (!snapshot.Contracts.Any(known => known.Name == sent.Contract))
        {
            violations.Add(new FieldViolation("document.contract", $"there is no \"{Fields.Shown(sent.Contract)}\"", "NO_SUCH_CONTRACT"));
            return snapshot;
        }

        ContractLoadResult result = ContractLoader.Load(sent.Document.Span, "document");
        violations.AddRange(result.Errors.Take(MostErrors).Select(error => new FieldViolation("document.document", error.ToString(), "BAD_DOCUMENT")));
        if (result.Errors.Count > MostErrors)
        {
            string more = (result.Errors.Count - MostErrors).ToString(CultureInfo.InvariantCulture);
            violations.Add(new FieldViolation("document.document", $"has {more} more errors", "BAD_DOCUMENT"));
        }

        if (!result.IsValid)
        {
            return snapshot;
        }

        CatalogSnapshot tried = snapshot.Clone();
        Contract replaced = tried.Contracts.First(known => known.Name == sent.Contract);
        replaced.Document = sent.Document;
        replaced.DocumentSha256 = ByteString.CopyFrom(SHA256.HashData(sent.Document.Span));
        return tried;
    }
}
