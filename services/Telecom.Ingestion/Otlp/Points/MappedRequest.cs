using System.Globalization;
using System.Text;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>What an export's points become.</summary>
internal sealed class MappedRequest
{
    private const int MaxMessageChars = 2000;

    private readonly List<Rejection> _rejections = [];
    private readonly List<string> _warnings = [];

    /// <summary>Samples, in the order of their points.</summary>
    public List<DoorSample> Samples { get; } = [];

    /// <summary>What is known of series whose points gave no sample.</summary>
    public List<SeriesUpdate> Baselines { get; } = [];

    /// <summary>Rejected points.</summary>
    public long Rejected { get; private set; }

    /// <summary>Points without a value, and points of probes that measured nothing.</summary>
    public long Gaps { get; set; }

    /// <summary>Points that a rule, or the option for unmapped points, leaves out.</summary>
    public long Ignored { get; set; }

    /// <summary>First points of cumulative series, from which the next ones count.</summary>
    public long FirstPoints { get; set; }

    /// <summary>Points that came before.</summary>
    public long Repeated { get; set; }

    /// <summary>Rejects points.</summary>
    /// <param name="reason">Short reason, the same for all points with it.</param>
    /// <param name="detail">The first point's metric and value, and what is allowed.</param>
    /// <param name="points">How many.</param>
    public void Reject(string reason, string detail, long points = 1)
    {
        if (points == 0)
        {
            return;
        }

        Rejected += points;
        if (_rejections.Find(r => r.Reason == reason) is not { } known)
        {
            _rejections.Add(known = new Rejection(reason, detail));
        }

        known.Points += points;
    }

    /// <summary>Tells the sender something about points that were accepted; each text once.</summary>
    public void Warn(string text)
    {
        if (_warnings.Count < 8 && !_warnings.Contains(text))
        {
            _warnings.Add(text);
        }
    }

    /// <summary>The message of the partial success; empty when there is nothing to say.</summary>
    public string Message()
    {
        StringBuilder text = new();
        foreach (Rejection rejection in _rejections)
        {
            Next().Append(CultureInfo.InvariantCulture, $"{rejection.Points} rejected, {rejection.Reason}: {rejection.Detail}");
        }

        foreach (string warning in _warnings)
        {
            Next().Append("accepted, but: ").Append(warning);
        }

        return text.Length <= MaxMessageChars ? text.ToString() : text.ToString(0, MaxMessageChars - 1) + "…";

        StringBuilder Next() => text.Length == 0 ? text : text.Append("; ");
    }

    private sealed class Rejection(string reason, string detail)
    {
        public string Reason => reason;

        public string Detail => detail;

        public long Points { get; set; }
    }
}
