using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mixtura.Plots;

/// <summary>What becomes of an SVG before it is written: the same bytes for the same figure, a font on machines that lack ours, and a third of the size.</summary>
internal static class SvgText
{
    private static readonly Regex Named = new("\\bid=\"(?<name>[^\"]+)", RegexOptions.NonBacktracking);
    private static readonly Regex Names = new("(?<before>\\bid=\"|url\\(#|href=\"#)(?<name>[^\")]+)", RegexOptions.NonBacktracking);
    private static readonly Regex Places = new(" (?:c?x|c?y|rx|ry|d)=\"[^\"]*\"| transform=\"translate\\([^()]*\\)\"", RegexOptions.NonBacktracking);
    private static readonly Regex Number = new("\\d+\\.\\d{2,}(?:e-?\\d+)?", RegexOptions.NonBacktracking);
    private static readonly Regex Drawn = new("^\\s*<(?<kind>ellipse|path)(?<look>.*)(?<place> (?:cx|d)=.*)$", RegexOptions.NonBacktracking);

    /// <summary>The figure in its final form.</summary>
    public static byte[] Settled(string svg) => Encoding.UTF8.GetBytes(Grouped(WithFonts(Rounded(Renamed(svg)))));

    /// <summary>Names are counted anew: else they would go on where another figure of the process ended.</summary>
    private static string Renamed(string svg)
    {
        var numbers = Named.Matches(svg).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Select((name, number) => (name, number)).ToDictionary(n => n.name, n => n.number, StringComparer.Ordinal);
        return Names.Replace(svg, match => numbers.TryGetValue(match.Groups["name"].Value, out var number) ? string.Create(CultureInfo.InvariantCulture, $"{match.Groups["before"].Value}n{number}") : match.Value);
    }

    /// <summary>A tenth of a pixel is enough for where things are; a scale stays exact.</summary>
    private static string Rounded(string svg) => Places.Replace(svg, place => Number.Replace(place.Value, number =>
        Math.Round(double.Parse(number.Value, CultureInfo.InvariantCulture), 1).ToString(CultureInfo.InvariantCulture)));

    /// <summary>Verdana is as wide as DejaVu Sans; where there is neither, any font without serifs.</summary>
    private static string WithFonts(string svg) => svg.Replace("font-family=\"DejaVu Sans\"", "font-family=\"DejaVu Sans, Verdana, sans-serif\"", StringComparison.Ordinal);

    /// <summary>Neighbours that look alike say so once.</summary>
    private static string Grouped(string svg)
    {
        var text = new StringBuilder(svg.Length);
        string? look = null;
        foreach (var line in svg.Split('\n'))
        {
            var mark = Drawn.Match(line);
            var next = mark.Success ? mark.Groups["look"].Value : null;
            if (look is not null && !string.Equals(look, next, StringComparison.Ordinal))
            {
                text.Append("</g>\n");
            }

            if (next is not null && !string.Equals(look, next, StringComparison.Ordinal))
            {
                text.Append("<g").Append(next).Append(">\n");
            }

            look = next;
            text.Append(next is null ? line.TrimStart('\t') : $"<{mark.Groups["kind"].Value}{mark.Groups["place"].Value}").Append('\n');
        }

        return text.ToString().TrimEnd('\n') + '\n';
    }
}
