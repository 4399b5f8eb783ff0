using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Telecom.Rating.Tests.Mutants;

/// <summary>
/// Finds the places of a file that can be changed: bounds of comparisons, arithmetic, constants, negations, and/or, smaller and larger,
/// set operations, results and statements. Texts for people and exceptions are left alone: no figure depends on them.
/// </summary>
internal static class MutantSource
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind[]> Operators = new()
    {
        [SyntaxKind.LessThanExpression] = [SyntaxKind.LessThanOrEqualExpression, SyntaxKind.GreaterThanExpression],
        [SyntaxKind.LessThanOrEqualExpression] = [SyntaxKind.LessThanExpression],
        [SyntaxKind.GreaterThanExpression] = [SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.LessThanExpression],
        [SyntaxKind.GreaterThanOrEqualExpression] = [SyntaxKind.GreaterThanExpression],
        [SyntaxKind.EqualsExpression] = [SyntaxKind.NotEqualsExpression],
        [SyntaxKind.NotEqualsExpression] = [SyntaxKind.EqualsExpression],
        [SyntaxKind.AddExpression] = [SyntaxKind.SubtractExpression],
        [SyntaxKind.SubtractExpression] = [SyntaxKind.AddExpression],
        [SyntaxKind.MultiplyExpression] = [SyntaxKind.AddExpression],
        [SyntaxKind.DivideExpression] = [SyntaxKind.MultiplyExpression],
        [SyntaxKind.LogicalAndExpression] = [SyntaxKind.LogicalOrExpression],
        [SyntaxKind.LogicalOrExpression] = [SyntaxKind.LogicalAndExpression],
    };

    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["Min"] = ["Max"],
        ["Max"] = ["Min"],
        ["MinBy"] = ["MaxBy"],
        ["MaxBy"] = ["MinBy"],
        ["Any"] = ["All"],
        ["All"] = ["Any"],
        ["Union"] = ["Intersect", "Subtract"],
        ["Intersect"] = ["Union", "Subtract"],
        ["Subtract"] = ["Intersect", "Union"],
        ["FloorTimes"] = ["CeilingTimes"],
        ["CeilingTimes"] = ["FloorTimes"],
    };

    /// <summary>Every mutant of a file.</summary>
    public static IEnumerable<Mutant> Of(int index, string path, SyntaxNode root) =>
        from node in root.DescendantNodes(descend => !IsForPeople(descend))
        where !IsForPeople(node)
        from changed in Changes(node)
        select new Mutant(index, path, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, node, changed);

    private static bool IsForPeople(SyntaxNode node) =>
        node is InterpolatedStringExpressionSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or AttributeListSyntax or UsingDirectiveSyntax
        || (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "PercentText" or "MinuteText" } } })
        || (node is MethodDeclarationSyntax { Identifier.Text: "ToString" or "GetHashCode" });

    private static IEnumerable<SyntaxNode> Changes(SyntaxNode node)
    {
        switch (node)
        {
            case BinaryExpressionSyntax binary when Operators.TryGetValue(binary.Kind(), out SyntaxKind[]? others):
                foreach (SyntaxKind other in others)
                {
                    yield return SyntaxFactory.BinaryExpression(other, binary.Left, binary.Right).NormalizeWhitespace();
                }

                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                yield return coalesce.Right.WithTriviaFrom(coalesce);
                break;
            case RelationalPatternSyntax { OperatorToken.RawKind: (int)SyntaxKind.LessThanToken } pattern:
                yield return SyntaxFactory.RelationalPattern(SyntaxFactory.Token(SyntaxKind.LessThanEqualsToken), pattern.Expression).NormalizeWhitespace();
                break;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } add:
                yield return SyntaxFactory.AssignmentExpression(SyntaxKind.SubtractAssignmentExpression, add.Left, add.Right).NormalizeWhitespace();
                break;
            case LiteralExpressionSyntax { Token.Value: int number } literal when number is 0 or 1:
                yield return SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(1 - number)).WithTriviaFrom(literal);
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression or (int)SyntaxKind.FalseLiteralExpression } flag:
                yield return SyntaxFactory.LiteralExpression(flag.IsKind(SyntaxKind.TrueLiteralExpression) ? SyntaxKind.FalseLiteralExpression : SyntaxKind.TrueLiteralExpression).WithTriviaFrom(flag);
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                yield return not.Operand.WithTriviaFrom(not);
                break;
            case IfStatementSyntax conditional:
                yield return conditional.WithCondition(Not(conditional.Condition));
                break;
            case ConditionalExpressionSyntax choice:
                yield return choice.WithWhenTrue(choice.WhenFalse).WithWhenFalse(choice.WhenTrue);
                break;
            case MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } member when Names.TryGetValue(name.Identifier.Text, out string[]? renamed):
                foreach (string other in renamed)
                {
                    yield return member.WithName(SyntaxFactory.IdentifierName(other));
                }

                break;
            case ReturnStatementSyntax { Expression: { } result } back when !result.IsKind(SyntaxKind.DefaultLiteralExpression):
                yield return back.WithExpression(Default());
                break;
            case ArrowExpressionClauseSyntax arrow when arrow.Parent is MethodDeclarationSyntax { ReturnType: not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }:
                yield return arrow.WithExpression(Default());
                break;
            case ExpressionStatementSyntax statement:
                yield return SyntaxFactory.EmptyStatement().WithTriviaFrom(statement);
                break;
            case ContinueStatementSyntax skip:
                yield return SyntaxFactory.EmptyStatement().WithTriviaFrom(skip);
                break;
            default:
                break;
        }
    }

    private static PrefixUnaryExpressionSyntax Not(ExpressionSyntax condition) =>
        SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, SyntaxFactory.ParenthesizedExpression(condition.WithoutTrivia()));

    private static ExpressionSyntax Default() => SyntaxFactory.ParseExpression(" default!");
}
