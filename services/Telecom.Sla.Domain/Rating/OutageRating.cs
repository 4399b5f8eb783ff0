using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Rating;

/// <summary>An outage as far as it lies in the rated part.</summary>
/// <param name="Time">
/// From the start of the first of n consecutive bad slices to the start of the first of n consecutive good ones, cut to the rated part.
/// It includes unmeasured slices, which are not downtime.
/// </param>
/// <param name="Ongoing">
/// True while the rating is not final and no n consecutive good slices were seen. The end is then that of the last slice that is certain
/// to belong to it: good slices at the end, fewer than n, are not in it until a later slice shows that they did not end it.
/// </param>
/// <param name="BeganBefore">True when it began before the rated part.</param>
/// <param name="WentOnAfter">True when it went on after the rated part, as far as that is known.</param>
/// <param name="Sent">Packets sent in the slices of <paramref name="Time"/>.</param>
/// <param name="Lost">Packets lost in the slices of <paramref name="Time"/>.</param>
public sealed record OutageRating(TimeRange Time, bool Ongoing, bool BeganBefore, bool WentOnAfter, long Sent, long Lost);
