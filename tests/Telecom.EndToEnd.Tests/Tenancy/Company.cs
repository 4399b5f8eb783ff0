using System.Text;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>
/// One of two customers of whom everything exists. Every name and text of it holds its mark, so that a response can be searched for
/// traces of it.
/// </summary>
internal sealed class Company(string mark)
{
    private readonly Dictionary<string, string> _ids = new() { [""] = $"{mark}-net" };

    public string Mark { get; } = mark;

    public string Name => $"customers/{_ids[""]}";

    /// <summary>Collections of which it has something, "" for itself.</summary>
    public IEnumerable<string> Collections => _ids.Keys.Where(key => !key.StartsWith("spare", StringComparison.Ordinal));

    /// <summary>Secrets of its keys by who presents them.</summary>
    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>Request ids that it used.</summary>
    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>Beginning of the time that its samples cover, microseconds since the Unix epoch.</summary>
    public long StartUs { get; set; }

    /// <summary>Name of its resource of a collection; of the customer for "".</summary>
    public string this[string collection] => collection.Length == 0 ? Name : $"{Name}/{collection}/{_ids[collection]}";

    /// <summary>A second resource of a collection, which may be ended or broken by a request that succeeds.</summary>
    public string Spare(string collection) => $"{Name}/{collection}/{_ids["spare " + collection]}";

    /// <summary>An id that holds the mark.</summary>
    public string Id(string what) => $"{Mark}-{what}";

    public void Keep(string collection, string name) => _ids[collection] = name[(name.LastIndexOf('/') + 1)..];

    public void KeepSpare(string collection, string name) => Keep("spare " + collection, name);

    /// <summary>A name of the same collection and form under which it has nothing.</summary>
    public string Absent(string collection)
    {
        if (collection.Length == 0)
        {
            return "customers/nobody-net";
        }

        StringBuilder id = new(_ids[collection]);
        id[^1] = id[^1] == 'a' ? 'b' : 'a';
        return $"{Name}/{collection}/{id}";
    }

    /// <summary>The same name of a customer that does not exist.</summary>
    public string OfNobody(string collection) => "customers/nobody-net" + this[collection][Name.Length..];

    /// <summary>What of this company a response must not hold; null: nothing of it is there.</summary>
    public string? TraceIn(string text) =>
        Secrets.Values.Append(Mark).FirstOrDefault(trace => text.Contains(trace, StringComparison.OrdinalIgnoreCase));
}
