using System.Collections.Immutable;

namespace Mixtura.Playground.Fits;

/// <summary>One of the fourteen covariance structures, in letters, in words and as a sketch of two components.</summary>
/// <param name="Letters">Volume, shape and orientation: equal, variable, or the identity.</param>
/// <param name="Structure">The structure.</param>
/// <param name="Words">What components share and what is their own.</param>
/// <param name="Group">What components can look like at all.</param>
internal sealed record StructureKind(string Letters, CovarianceStructure Structure, string Words, string Group)
{
    public const string Round = "Round", Aligned = "Along the axes", Any = "Any direction";

    /// <summary>In mclust's order: round, along the axes, in any direction.</summary>
    public static ImmutableArray<StructureKind> All { get; } =
    [
        new("EII", CovarianceStructure.TiedSpherical, "round, all of one size", Round),
        new("VII", CovarianceStructure.Spherical, "round, each of its own size", Round),
        new("EEI", CovarianceStructure.EEI, "along the axes, all alike", Aligned),
        new("VEI", CovarianceStructure.VEI, "along the axes: own sizes, one shape", Aligned),
        new("EVI", CovarianceStructure.EVI, "along the axes: one size, own shapes", Aligned),
        new("VVI", CovarianceStructure.Diagonal, "along the axes: own sizes and shapes", Aligned),
        new("EEE", CovarianceStructure.Tied, "all alike: one size, shape and direction", Any),
        new("VEE", CovarianceStructure.VEE, "own sizes; one shape and direction", Any),
        new("EVE", CovarianceStructure.EVE, "own shapes; one size and direction", Any),
        new("VVE", CovarianceStructure.VVE, "own sizes and shapes; one direction", Any),
        new("EEV", CovarianceStructure.EEV, "own directions; one size and shape", Any),
        new("VEV", CovarianceStructure.VEV, "own sizes and directions; one shape", Any),
        new("EVV", CovarianceStructure.EVV, "own shapes and directions; one size", Any),
        new("VVV", CovarianceStructure.Full, "each its own size, shape and direction", Any),
    ];

    /// <summary>The kind of a structure.</summary>
    public static StructureKind Of(CovarianceStructure structure) => All.First(k => k.Structure == structure);

    /// <summary>The kind of three letters.</summary>
    public static StructureKind Named(string letters) => All.First(k => string.Equals(k.Letters, letters, StringComparison.Ordinal));

    /// <summary>Two components as such a structure may have them: half axes across and up, and the angle in degrees.</summary>
    public ImmutableArray<(double Across, double Up, double Angle)> Sketch
    {
        get
        {
            var (size1, size2) = Letters[0] == 'E' ? (8.0, 8.0) : (9.5, 5.5);
            var (long1, long2) = Letters[1..] switch { "II" => (1.0, 1.0), "EI" => (1.35, 1.35), "VI" => (1.35, 0.75), ['E', ..] => (1.45, 1.45), _ => (1.15, 1.65) };
            var (turn1, turn2) = Letters[2] switch { 'I' => (0.0, 0.0), 'E' => (-35.0, -35.0), _ => (-40.0, 40.0) };
            return [(size1 * long1, size1 / long1, turn1), (size2 * long2, size2 / long2, turn2)];
        }
    }

    /// <summary>What a criterion's curve has at one component, where several structures are the same: round, along the axes, or any ellipse.</summary>
    public bool IsSameWithOne(StructureKind other) => string.Equals(Group, other.Group, StringComparison.Ordinal);
}
