namespace Mixtura.IO.Reading;

/// <summary>The name that was probably meant: the one with the fewest single-letter edits (Levenshtein 1966), if they are few.</summary>
internal static class NearestName
{
    public static string? Of(string given, IEnumerable<string> names)
    {
        var nearest = names.Select(name => (Name: name, Edits: Edits(given.ToUpperInvariant(), name.ToUpperInvariant()))).MinBy(n => n.Edits);
        return nearest.Name is not null && nearest.Edits <= Math.Max(1, given.Length / 3) ? nearest.Name : null;
    }

    public static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
