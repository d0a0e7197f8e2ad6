using System.Text.RegularExpressions;

namespace Mixtura.Tests.Style;

/// <summary>What no file of the repository may say: where one machine keeps its files, and talk about the work instead of the thing.</summary>
internal static partial class Words
{
    public static IEnumerable<Finding> Unfit(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from line in file.Text.Split('\n').Select((text, number) => (Text: text, Number: number + 1))
        from match in AbsolutePath().Matches(line.Text).Concat(Talk().Matches(line.Text))
        select new Finding(file.Path, line.Number, $"\"{match.Value}\"");

    // A root folder at the start of a word; a drive letter at the start of a string.
    [GeneratedRegex("""(?<![\w.\-}/*])/(work|home|root|tmp|Users|opt|mnt|srv)/|(?<=["' ])[A-Z]:\\""")]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|WIP)\b|\b(issue|ticket|PR) ?#\d+|\bas requested\b|\bthe brief\b|\b(this|an earlier|the previous|the next) session\b", RegexOptions.IgnoreCase)]
    private static partial Regex Talk();
}
