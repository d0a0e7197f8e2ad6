using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mixtura.Tutorial;

/// <summary>A page of the tutorial: prose, snippets of C# that make one program, and after each snippet what it prints.</summary>
/// <param name="Name">The file's name, such as 01-step-by-step.md.</param>
/// <param name="Text">The page.</param>
public sealed partial record Chapter(string Name, string Text)
{
    /// <summary>Written between the output of one snippet and that of the next.</summary>
    public const char Border = '\u0001';

    private const string Prints = "```text\n";

    /// <summary>The chapters of a folder, in order.</summary>
    public static IReadOnlyList<Chapter> In(string folder) =>
        [.. Directory.GetFiles(folder, "??-*.md").Order(StringComparer.Ordinal).Select(path => new Chapter(Path.GetFileName(path), File.ReadAllText(path)))];

    /// <summary>The program: all snippets, each at its place in the page, so that a fault is reported there.</summary>
    public string Program()
    {
        var program = new StringBuilder();
        foreach (Match snippet in Snippets().Matches(Text))
        {
            var line = Text.AsSpan(0, snippet.Groups["code"].Index).Count('\n') + 1;
            program.Append(CultureInfo.InvariantCulture, $"#line {line} \"{Name}\"\n{snippet.Groups["code"].Value}\n#line hidden\nSystem.Console.Write('\\u{(int)Border:x4}');\n");
        }

        return program.ToString();
    }

    /// <summary>The page with what its program printed in the place of what it said before.</summary>
    /// <param name="printed">All output, with a <see cref="Border"/> after that of each snippet.</param>
    public Chapter WithPrinted(string printed)
    {
        var parts = printed.ReplaceLineEndings("\n").Split(Border);
        var number = 0;
        return this with { Text = Snippets().Replace(Text, match => match.Groups["snippet"].Value + Block(parts[number++])) };
    }

    private static string Block(string printed) => printed.Length == 0 ? "" : $"\n{Prints}{string.Join('\n', printed.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd()))}\n```\n";

    // A snippet, and a block of text after it.
    [GeneratedRegex("(?<snippet>^```csharp\n(?<code>.*?)^```\n)(\n```text\n.*?^```\n)?", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Snippets();
}
