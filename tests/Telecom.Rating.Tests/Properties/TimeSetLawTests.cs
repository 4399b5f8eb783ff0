using FsCheck;
using FsCheck.Fluent;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Properties;

/// <summary>The laws of sets, for sets of instants. Few instants and short sets, so that ranges touch, nest and repeat.</summary>
public sealed class TimeSetLawTests
{
    private static readonly TimeRange Frame = Range(5, 35);

    [Fact]
    public void Union_and_intersection_are_commutative_and_idempotent() => Laws((a, b, _) =>
    [
        ("A ∪ B = B ∪ A", a.Union(b), b.Union(a)),
        ("A ∩ B = B ∩ A", a.Intersect(b), b.Intersect(a)),
        ("A ∪ A = A", a.Union(a), a),
        ("A ∩ A = A", a.Intersect(a), a),
        ("A ∪ ∅ = A", a.Union(TimeSet.Empty), a),
        ("A ∩ ∅ = ∅", a.Intersect(TimeSet.Empty), TimeSet.Empty),
    ]);

    [Fact]
    public void Union_and_intersection_are_associative_and_distributive_and_absorb() => Laws((a, b, c) =>
    [
        ("(A ∪ B) ∪ C = A ∪ (B ∪ C)", a.Union(b).Union(c), a.Union(b.Union(c))),
        ("(A ∩ B) ∩ C = A ∩ (B ∩ C)", a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c))),
        ("A ∩ (B ∪ C) = (A ∩ B) ∪ (A ∩ C)", a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c))),
        ("A ∪ (B ∩ C) = (A ∪ B) ∩ (A ∪ C)", a.Union(b.Intersect(c)), a.Union(b).Intersect(a.Union(c))),
        ("A ∪ (A ∩ B) = A", a.Union(a.Intersect(b)), a),
        ("A ∩ (A ∪ B) = A", a.Intersect(a.Union(b)), a),
    ]);

    [Fact]
    public void Difference_is_intersection_with_the_complement() => Laws((a, b, c) =>
    [
        ("A \\ B = A ∩ (F \\ B), in F", a.Intersect(Frame).Subtract(b), a.Intersect(b.ComplementIn(Frame))),
        ("A \\ A = ∅", a.Subtract(a), TimeSet.Empty),
        ("A \\ ∅ = A", a.Subtract(TimeSet.Empty), a),
        ("∅ \\ A = ∅", TimeSet.Empty.Subtract(a), TimeSet.Empty),
        ("(A \\ B) ∪ (A ∩ B) = A", a.Subtract(b).Union(a.Intersect(b)), a),
        ("(A \\ B) ∩ B = ∅", a.Subtract(b).Intersect(b), TimeSet.Empty),
        ("A \\ (B ∪ C) = (A \\ B) \\ C", a.Subtract(b.Union(c)), a.Subtract(b).Subtract(c)),
    ]);

    [Fact]
    public void Complements_in_a_range_follow_de_Morgan() => Laws((a, b, _) =>
    [
        ("F \\ (A ∪ B) = (F \\ A) ∩ (F \\ B)", a.Union(b).ComplementIn(Frame), a.ComplementIn(Frame).Intersect(b.ComplementIn(Frame))),
        ("F \\ (A ∩ B) = (F \\ A) ∪ (F \\ B)", a.Intersect(b).ComplementIn(Frame), a.ComplementIn(Frame).Union(b.ComplementIn(Frame))),
        ("F \\ (F \\ A) = A ∩ F", a.ComplementIn(Frame).ComplementIn(Frame), a.Intersect(Frame)),
    ]);

    [Fact]
    public void Lengths_add_up() => Check3((a, b, _) =>
        a.Union(b).Length + a.Intersect(b).Length != a.Length + b.Length ? "|A ∪ B| + |A ∩ B| is not |A| + |B|"
        : a.Subtract(b).Length != a.Length - a.Intersect(b).Length ? "|A \\ B| is not |A| − |A ∩ B|"
        : a.Intersect(Frame).Length + a.ComplementIn(Frame).Length != Frame.Length ? "A and its complement do not fill the range"
        : a.Ranges.Sum(range => range.Length) != a.Length ? "the length is not the sum of the ranges"
        : null);

    [Fact]
    public void Membership_is_that_of_the_drawn_ranges() => Property.Holds(
        RangesOf().Two(),
        pair => [],
        pair =>
        {
            (TimeRange[] left, TimeRange[] right) = pair;
            TimeSet a = TimeSet.Of(left);
            TimeSet b = TimeSet.Of(right);
            for (int at = 0; at < 42; at++)
            {
                // Instants are whole, so one is in a set exactly when the range of this one instant overlaps it.
                bool inLeft = left.Any(range => range.Start.Microseconds <= at && at < range.End.Microseconds);
                bool inRight = right.Any(range => range.Start.Microseconds <= at && at < range.End.Microseconds);
                TimeRange one = Range(at, at + 1);
                if (a.Overlaps(one) != inLeft || a.Union(b).Overlaps(one) != (inLeft || inRight) || a.Intersect(b).Overlaps(one) != (inLeft && inRight)
                    || a.Subtract(b).Overlaps(one) != (inLeft && !inRight) || a.ComplementIn(Frame).Overlaps(one) != (Frame.Contains(new UtcInstant(at)) && !inLeft))
                {
                    return $"{at} of {a} and {b}";
                }
            }

            return null;
        });

    [Fact]
    public void Ranges_are_sorted_disjoint_not_touching_and_not_empty() => Check3((a, b, c) =>
    {
        TimeSet[] sets = [a, a.Union(b), a.Intersect(b), a.Subtract(b), a.ComplementIn(Frame), a.Union(b).Subtract(c)];
        return sets.All(set => set.Ranges.All(range => !range.IsEmpty) && set.Ranges.Zip(set.Ranges.Skip(1)).All(pair => pair.First.End < pair.Second.Start)) ? null : "a set is not in its one form";
    });

    private static void Laws(Func<TimeSet, TimeSet, TimeSet, (string Law, TimeSet Left, TimeSet Right)[]> laws) => Check3((a, b, c) =>
        laws(a, b, c).Where(law => !law.Left.Equals(law.Right)).Select(law => $"{law.Law}: {law.Left} is not {law.Right}").FirstOrDefault());

    private static void Check3(Func<TimeSet, TimeSet, TimeSet, string?> fault) => Property.Holds(
        RangesOf().Select(ranges => TimeSet.Of(ranges)).Three(), _ => [], three => fault(three.Item1, three.Item2, three.Item3) is { } wrong ? $"{wrong}; A = {three.Item1}, B = {three.Item2}, C = {three.Item3}" : null);

    private static Gen<TimeRange[]> RangesOf() => Gen.Choose(0, 40).Two().Select(pair => Range(Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2))).ArrayOf().Resize(6);

    private static TimeRange Range(long from, long to) => new(new UtcInstant(from), new UtcInstant(to));
}
