using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Telecom.Rating.Tests.Mutants;

/// <summary>
/// Puts a counter into every loop and method of a mutated file, so that a mutant that would run for ever fails instead: memory and
/// stack are bounded, and no thread has to be ended.
/// </summary>
internal sealed class MutantGuard : CSharpSyntaxRewriter
{
    /// <summary>The counter, compiled into every mutant.</summary>
    public const string Source = """
        namespace Telecom.Mutated
        {
            public static class Guard
            {
                public static long Ticks;
                public static long Limit = long.MaxValue;

                public static void Tick()
                {
                    System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                    if (++Ticks > Limit)
                    {
                        throw new System.TimeoutException("The mutant runs too long.");
                    }
                }
            }
        }
        """;

    private static readonly StatementSyntax Tick = SyntaxFactory.ParseStatement("global::Telecom.Mutated.Guard.Tick();");

    public static SyntaxNode Insert(SyntaxNode root) => new MutantGuard().Visit(root);

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) => ((ForStatementSyntax)base.VisitForStatement(node)!) is var loop ? loop.WithStatement(Guarded(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) => ((ForEachStatementSyntax)base.VisitForEachStatement(node)!) is var loop ? loop.WithStatement(Guarded(loop.Statement)) : null;

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => ((WhileStatementSyntax)base.VisitWhileStatement(node)!) is var loop ? loop.WithStatement(Guarded(loop.Statement)) : null;

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        ((MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!) is { Body: { } body } method ? method.WithBody(body.WithStatements(body.Statements.Insert(0, Tick))) : base.VisitMethodDeclaration(node);

    private static BlockSyntax Guarded(StatementSyntax body) => body is BlockSyntax block
        ? block.WithStatements(block.Statements.Insert(0, Tick))
        : SyntaxFactory.Block(Tick, body);
}
