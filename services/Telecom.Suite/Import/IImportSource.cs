namespace Telecom.Suite.Import;

/// <summary>A file that is imported. Reading it again gives the same rows in the same order, which is what makes an import repeatable.</summary>
internal interface IImportSource
{
    /// <summary>Reads the rows.</summary>
    /// <param name="refuse">Called for each row that cannot be read; reading goes on.</param>
    IEnumerable<ImportRow> Read(Action<RefusedRow> refuse);
}
