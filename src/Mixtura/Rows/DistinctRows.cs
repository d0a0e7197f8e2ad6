using System.Numerics;

namespace Mixtura;

/// <summary>Counts rows of different values.</summary>
internal static class DistinctRows
{
    /// <summary>The number of different rows with a weight above 0, or <paramref name="limit"/> as soon as there are that many. O(n d) at worst.</summary>
    public static int CountUpTo<T>(Observations<T> rows, int limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var seen = new DistinctRowSet<T>(rows);
        for (long i = 0; i < rows.Count && seen.Count < limit; i++)
        {
            if (rows.Weight(i) > 0)
            {
                seen.Add(i);
            }
        }

        return seen.Count;
    }
}

/// <summary>A set of rows by value; 0 and -0 are equal.</summary>
internal sealed class DistinctRowSet<T>(Observations<T> rows)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly HashSet<long> members = new(new ByValue(rows));

    public int Count => members.Count;

    /// <summary>Whether no row of the same values was there before.</summary>
    public bool Add(long row) => members.Add(row);

    /// <summary>Whether a row of the same values is there.</summary>
    public bool Contains(long row) => members.Contains(row);

    /// <summary>The row of the same values that was added; null where none was.</summary>
    public long? Find(long row) => members.TryGetValue(row, out var like) ? like : null;

    private sealed class ByValue(Observations<T> rows) : IEqualityComparer<long>
    {
        public bool Equals(long x, long y) => rows[x].SequenceEqual(rows[y]);

        public int GetHashCode(long row)
        {
            var hash = default(HashCode);
            foreach (var x in rows[row])
            {
                hash.Add(x + T.Zero);
            }

            return hash.ToHashCode();
        }
    }
}
