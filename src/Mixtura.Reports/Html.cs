using System.Globalization;
using System.Net;
using System.Text;

namespace Mixtura.Reports;

/// <summary>HTML as it is written: everything that is not markup is escaped.</summary>
internal sealed class Html
{
    private readonly StringBuilder page = new();

    /// <summary>Markup as it stands.</summary>
    public Html Raw(string markup)
    {
        page.Append(markup).Append('\n');
        return this;
    }

    public Html Heading(int level, string text, string id) => Raw($"<h{level} id=\"{id}\">{Text(text)}</h{level}>");

    public Html Paragraph(string text) => Raw($"<p>{Text(text)}</p>");

    public Html List(IEnumerable<string> items, string kind)
    {
        Raw($"<ul class=\"{kind}\">");
        foreach (var item in items)
        {
            Raw($"<li>{Text(item)}</li>");
        }

        return Raw("</ul>");
    }

    /// <summary>A figure with its caption, and in words what it shows.</summary>
    public Html Figure(byte[] image, string type, string alternative, string caption) =>
        Raw($"<figure><img src=\"data:{type};base64,{Convert.ToBase64String(image)}\" alt=\"{Text(alternative)}\"/><figcaption>{Text(caption)}</figcaption></figure>");

    /// <summary>Code to copy.</summary>
    public Html Code(string text, string label) => Raw($"<pre tabindex=\"0\" aria-label=\"{Text(label)}\"><code>{Text(text)}</code></pre>");

    /// <summary>A table whose first column names its rows. Wide ones can be scrolled, by the keyboard too.</summary>
    /// <param name="caption">What it is.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">The cells, the first of which names the row.</param>
    /// <param name="isMarked">Whether a cell is to stand out, by row and column.</param>
    public Html Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, Func<int, int, bool>? isMarked = null)
    {
        Raw($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(caption)}\"><table><caption>{Text(caption)}</caption>");
        Raw($"<thead><tr>{string.Concat(columns.Select(c => $"<th scope=\"col\">{Text(c)}</th>"))}</tr></thead><tbody>");
        var at = 0;
        foreach (var row in rows)
        {
            var cells = row.Skip(1).Select((cell, j) => isMarked?.Invoke(at, j + 1) == true ? $"<td><strong>{Text(cell)}</strong></td>" : $"<td>{Text(cell)}</td>");
            Raw($"<tr><th scope=\"row\">{Text(row[0])}</th>{string.Concat(cells)}</tr>");
            at++;
        }

        return Raw("</tbody></table></div>");
    }

    public override string ToString() => page.ToString();

    /// <summary>A number as people read it: six digits.</summary>
    public static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Fixed(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
