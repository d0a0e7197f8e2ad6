using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mixtura.Tests.Style;

/// <summary>What public members say: a summary, every parameter, the exceptions they throw, and the defaults of options.</summary>
internal static class Documentation
{
    public static IEnumerable<Finding> Missing(IEnumerable<SourceFile> files, Compilation compilation) =>
        Members(files, compilation).SelectMany(m => Faults(m.File, m.Node, m.Symbol, compilation));

    /// <summary>Every property of a public record named ...Options says its default, or that there is none.</summary>
    public static IEnumerable<Finding> DefaultsUnsaid(IEnumerable<SourceFile> files, Compilation compilation) =>
        from member in Members(files, compilation)
        where member.Symbol is IPropertySymbol { SetMethod.IsInitOnly: true, ContainingType: { IsRecord: true } type } && type.Name.EndsWith("Options", StringComparison.Ordinal)
        where !Comment(member.Symbol).Contains("default", StringComparison.OrdinalIgnoreCase) && !Comment(member.Symbol).Contains("Required", StringComparison.Ordinal)
        select new Finding(member.File.Path, LineOf(member.Node), $"{member.Symbol.ContainingType.Name}.{member.Symbol.Name} does not say its default");

    private static IEnumerable<(SourceFile File, SyntaxNode Node, ISymbol Symbol)> Members(IEnumerable<SourceFile> files, Compilation compilation)
    {
        foreach (var file in files)
        {
            var model = compilation.GetSemanticModel(file.Tree);
            foreach (var node in file.Root.DescendantNodes().Where(n => n is MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax and not GlobalStatementSyntax))
            {
                var declared = node is BaseFieldDeclarationSyntax field ? field.Declaration.Variables[0] : node;
                if (model.GetDeclaredSymbol(declared) is { } symbol && IsPublic(symbol) && !IsSaidElsewhere(symbol))
                {
                    yield return (file, node, symbol);
                }
            }
        }
    }

    private static bool IsPublic(ISymbol symbol)
    {
        for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
        {
            if (s.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    // Overrides and interface implementations are documented where they are declared first.
    private static bool IsSaidElsewhere(ISymbol symbol) =>
        symbol.IsOverride || symbol.ContainingType is { } type && type.AllInterfaces.SelectMany(i => i.GetMembers()).Any(m => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m), symbol));

    private static IEnumerable<Finding> Faults(SourceFile file, SyntaxNode node, ISymbol symbol, Compilation compilation)
    {
        var comment = Comment(symbol);
        if (comment.Contains("<inheritdoc", StringComparison.Ordinal))
        {
            yield break;
        }

        var name = symbol.ContainingType is { } type ? $"{type.Name}.{symbol.Name}" : symbol.Name;
        Finding Fault(string what) => new(file.Path, LineOf(node), $"{name} {what}");
        var xml = comment.Length > 0 && !comment.StartsWith("<!--", StringComparison.Ordinal) ? XElement.Parse(comment) : new XElement("member");
        if (string.IsNullOrWhiteSpace(xml.Element("summary")?.Value) && xml.Element("summary")?.HasElements != true)
        {
            yield return Fault("has no summary");
        }

        var said = xml.Elements("param").Where(p => p.Value.Length > 0 || p.HasElements).Select(p => (string?)p.Attribute("name")).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in Parameters(symbol).Where(p => !said.Contains(p)))
        {
            yield return Fault($"does not document its parameter {parameter}");
        }

        var exceptions = xml.Elements("exception").Select(e => ((string?)e.Attribute("cref") ?? string.Empty).Split('.', ':')[^1]).ToHashSet(StringComparer.Ordinal);
        foreach (var thrown in Thrown(node, compilation.GetSemanticModel(file.Tree)).Where(t => !Bases(t).Any(b => exceptions.Contains(b.Name))).Select(t => t.Name).Distinct(StringComparer.Ordinal))
        {
            yield return Fault($"does not document that it throws {thrown}");
        }
    }

    private static IEnumerable<string> Parameters(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Parameters.Select(p => p.Name),
        IPropertySymbol { IsIndexer: true } indexer => indexer.Parameters.Select(p => p.Name),
        INamedTypeSymbol { IsRecord: true } record => record.InstanceConstructors
            .Where(c => c.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is RecordDeclarationSyntax)).SelectMany(c => c.Parameters).Select(p => p.Name),
        INamedTypeSymbol { TypeKind: TypeKind.Delegate } type => type.DelegateInvokeMethod!.Parameters.Select(p => p.Name),
        _ => [],
    };

    /// <summary>What a member itself throws, by throw or by a ThrowIf; null arguments go without saying.</summary>
    private static IEnumerable<INamedTypeSymbol> Thrown(SyntaxNode node, SemanticModel model)
    {
        if (node is BaseTypeDeclarationSyntax)
        {
            return [];
        }

        var created = node.DescendantNodes().Select(n => n switch
        {
            ThrowStatementSyntax { Expression: { } thrown } => model.GetTypeInfo(thrown).Type,
            ThrowExpressionSyntax { Expression: { } thrown } => model.GetTypeInfo(thrown).Type,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var name } access }
                when name.StartsWith("ThrowIf", StringComparison.Ordinal) && name != "ThrowIfCancellationRequested" => model.GetSymbolInfo(access.Expression).Symbol as ITypeSymbol,
            _ => null,
        });
        return created.OfType<INamedTypeSymbol>().Where(t => t.Name is not ("ArgumentNullException" or "NotImplementedException" or "UnreachableException" or "ObjectDisposedException"));
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            yield return t;
        }
    }

    private static string Comment(ISymbol symbol) => symbol.GetDocumentationCommentXml() ?? string.Empty;

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
