using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Mixtura.Peers;

/// <summary>One workload of peers.py: NAME.json beside NAME.data and NAME.start, raw little-endian row-major values.</summary>
/// <param name="Folder">Where the files lie.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Task">"kmeans" (float values) or "mixture" (double values).</param>
/// <param name="N">Rows n.</param>
/// <param name="D">Features d.</param>
/// <param name="K">Clusters k.</param>
/// <param name="Variance">The mean feature variance v: a mixture starts with every covariance v I.</param>
/// <param name="Covariance">full, tied, diag or spherical; null for k-means.</param>
internal sealed record Workload(string Folder, string Name, string Task, long N, int D, int K, double Variance, string? Covariance)
{
    private static readonly JsonSerializerOptions Lower = new() { PropertyNameCaseInsensitive = true };

    public bool IsKMeans => Task == "kmeans";

    public CovarianceStructure Structure => Covariance switch
    {
        "full" => CovarianceStructure.Full,
        "tied" => CovarianceStructure.Tied,
        "diag" => CovarianceStructure.Diagonal,
        "spherical" => CovarianceStructure.Spherical,
        _ => throw new InvalidDataException($"{Name}.json: covariance is \"{Covariance}\", not full, tied, diag or spherical."),
    };

    /// <summary>The named workloads of a folder, or all of them by name.</summary>
    public static IEnumerable<Workload> All(string folder, IReadOnlyList<string> names)
    {
        var chosen = names.Count > 0 ? names : [.. Directory.GetFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];
        return chosen.Select(name => JsonSerializer.Deserialize<Workload>(File.ReadAllText(Path.Combine(folder, name + ".json")), Lower)! with { Folder = folder });
    }

    /// <summary>All n rows in memory.</summary>
    public Observations<T> Rows<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var file = File.OpenRead(FileOf<T>("data"));
        return Observations.Create<T>(N, D, (_, values) => file.ReadExactly(MemoryMarshal.AsBytes(values)));
    }

    /// <summary>The start: k rows of d values.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Start<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(FileOf<T>("start"))).ToArray();
        return [.. values.Chunk(D).Select(row => row.Select(double.CreateChecked).ToArray())];
    }

    private string FileOf<T>(string part) => Path.Combine(Folder, $"{Name}.{part}.{(typeof(T) == typeof(float) ? "f32" : "f64")}");
}
