using System.Globalization;

namespace Mixtura.Tests.Reference;

/// <summary>The lowest inertia known of a data set at some K, to four decimals.</summary>
public sealed record BestKnown(string Data, int K, double Inertia)
{
    /// <summary>
    /// Every entry whose rows are at hand: <c>mssc/best.json</c> and, beside it, files whose first line is "n d" and whose others are rows.
    /// </summary>
    public static IReadOnlyList<BestKnown> All { get; } =
    [
        .. ReferenceFiles.Json("mssc/best.json").EnumerateArray()
            .Select(e => new BestKnown(e.GetProperty("data").GetString()!, e.GetProperty("k").GetInt32(), e.GetProperty("best_known_inertia").GetDouble()))
            .Where(e => ReferenceFiles.TryPath($"mssc/{e.Data}") is not null),
    ];

    /// <summary>What an inertia that is as good may be: four decimals are known, and 1e-6 of it is rounding of theirs and ours.</summary>
    public double Reached => (Inertia * (1 + 1e-6)) + 5e-5;

    public static BestKnown Of(string data, int k) => All.Single(e => e.Data == data && e.K == k);

    public Observations<double> Rows()
    {
        var words = File.ReadAllText(ReferenceFiles.Path($"mssc/{Data}")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Observations.From(words[2..].Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray(), int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>How far above it an inertia lies, as a share.</summary>
    public double Excess(double inertia) => (inertia / Inertia) - 1;
}
