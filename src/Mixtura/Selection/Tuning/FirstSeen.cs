namespace Mixtura.Selection;

/// <summary>Classes numbered as they first occur, so that what classes are called changes no split.</summary>
internal static class FirstSeen
{
    /// <summary>n numbers from 0. O(n).</summary>
    public static int[] Codes(IEnumerable<int> classes)
    {
        var codeOf = new Dictionary<int, int>();
        var codes = new List<int>();
        foreach (var one in classes)
        {
            if (!codeOf.TryGetValue(one, out var code))
            {
                codeOf.Add(one, code = codeOf.Count);
            }

            codes.Add(code);
        }

        return [.. codes];
    }
}
