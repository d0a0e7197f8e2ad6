using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mixtura.Tests.Style;

/// <summary>Calls that would break a promise: the same seed gives the same bits, and never a NaN.</summary>
internal static class BannedCalls
{
    private static readonly string[] Everywhere = ["Random.Shared", "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "TensorPrimitives.SoftMax"];

    // Correctly rounded by IEEE 754 or exact: the same bits on every platform.
    private static readonly HashSet<string> Exact = new(StringComparer.Ordinal)
    {
        "Abs", "BigMul", "BitDecrement", "BitIncrement", "Ceiling", "Clamp", "CopySign", "DivRem", "Floor", "FusedMultiplyAdd", "ILogB",
        "Max", "MaxMagnitude", "Min", "MinMagnitude", "Round", "ScaleB", "Sign", "Sqrt", "Truncate", "PI", "E", "Tau",
    };

    // The platform's library computes these, each a little differently in the last digit.
    private static readonly HashSet<string> Transcendental = new(StringComparer.Ordinal)
    {
        "Exp", "Exp2", "Exp10", "ExpM1", "Log", "Log2", "Log10", "LogP1", "Pow", "Cbrt", "Sin", "Cos", "Tan", "SinCos", "SinPi", "CosPi", "TanPi",
        "Asin", "Acos", "Atan", "Atan2", "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh", "Hypot", "RootN",
    };

    private static readonly HashSet<string> Vectors = new(StringComparer.Ordinal) { "Vector", "Vector64", "Vector128", "Vector256", "Vector512", "TensorPrimitives" };

    /// <summary>By spelling, in any file.</summary>
    public static IEnumerable<Finding> Spelled(IEnumerable<SourceFile> files) =>
        from file in files
        from access in file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        let text = $"{LastName(access.Expression)}.{access.Name.Identifier.Text}"
        where Everywhere.Contains(text, StringComparer.Ordinal)
        select new Finding(file.Path, LineOf(access), $"{text} is not reproducible, or gives a NaN");

    /// <summary>By meaning, in the library: the platform's transcendentals, and random numbers that are not from a RandomStream.</summary>
    public static IEnumerable<Finding> Unreproducible(IEnumerable<SourceFile> files, Compilation compilation, IReadOnlySet<string> exempt)
    {
        foreach (var file in files)
        {
            var model = compilation.GetSemanticModel(file.Tree);
            foreach (var node in file.Root.DescendantNodes())
            {
                var what = node switch
                {
                    SimpleNameSyntax when !exempt.Contains(file.Path) && model.GetSymbolInfo(node).Symbol is IMethodSymbol method && IsPlatforms(method) =>
                        $"{method.ContainingType.Name}.{method.Name} differs between platforms: use VectorMath or ElementaryFunctions",
                    BaseObjectCreationExpressionSyntax when model.GetTypeInfo(node).Type is { Name: "Random" } type && IsOfSystem(type) =>
                        "new Random: draw from a RandomStream of (seed, purpose, index)",
                    _ => null,
                };
                if (what is not null)
                {
                    yield return new(file.Path, LineOf(node), what);
                }
            }
        }
    }

    private static bool IsPlatforms(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (!IsOfSystem(type))
        {
            return false;
        }

        // Math and MathF by exception, so that what a later platform adds is banned until it is known to be exact.
        return type.Name is "Math" or "MathF"
            ? !Exact.Contains(method.Name)
            : Transcendental.Contains(method.Name)
                && (Vectors.Contains(type.Name) || type.TypeKind == TypeKind.Interface || type.SpecialType is SpecialType.System_Double or SpecialType.System_Single || type.Name == "Half");
    }

    private static bool IsOfSystem(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true;

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => string.Empty,
    };

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
