using Mixtura.Datasets;
using Mixtura.Measures;

namespace Mixtura.Cli.Output;

/// <summary>What happens in the demo: the rows, both models, and the rows they disagree about with themselves.</summary>
internal sealed record DemoStory
{
    /// <summary>Points in each of the two sets.</summary>
    public const int SetSize = 500;

    /// <summary>A row is in doubt where no component is this probable.</summary>
    public const double Sure = 0.9;

    private const int Shown = 5;

    public required LabelledObservations Data { get; init; }

    public required KMeansModel Hard { get; init; }

    public required GaussianMixtureModel Soft { get; init; }

    /// <summary>The class that each cluster of k-means stands for.</summary>
    public required IReadOnlyList<int> ClassOfCluster { get; init; }

    /// <summary>The class that each component of the mixture stands for.</summary>
    public required IReadOnlyList<int> ClassOfComponent { get; init; }

    public required int[] HardLabels { get; init; }

    public required int[] SoftLabels { get; init; }

    /// <summary>n x 2: how probable each component is for each row.</summary>
    public required double[,] Shares { get; init; }

    public int Count => HardLabels.Length;

    /// <summary>Rows that k-means puts into the other set.</summary>
    public IEnumerable<int> Misplaced => Enumerable.Range(0, Count).Where(i => ClassOfCluster[HardLabels[i]] != Data.Labels[i]);

    /// <summary>Rows that no component claims with at least <see cref="Sure"/>, the most doubtful first.</summary>
    public IEnumerable<int> InDoubt => Enumerable.Range(0, Count).Where(i => Certainty(i) < Sure).OrderBy(Certainty);

    /// <summary>The most doubtful rows of all.</summary>
    public IEnumerable<int> MostDoubtful => Enumerable.Range(0, Count).OrderBy(Certainty).Take(Shown);

    public double HardAccuracy => 1 - ((double)Misplaced.Count() / Count);

    public double SoftAccuracy => (double)Enumerable.Range(0, Count).Count(IsRightlySoft) / Count;

    public static DemoStory Of(ulong seed, int threads, IProgress<FitProgress> progress, CancellationToken cancellationToken)
    {
        var data = Generate.TwoSets(seed, SetSize);
        var rows = data.Rows.Named(LabelledTable.Features(data.Rows));
        var hard = KMeans.Fit(rows, new KMeansOptions { Clusters = 2, Seed = seed, Threads = threads }, progress, cancellationToken);
        var hardLabels = hard.Predict(rows, threads);

        // It goes on from where k-means ended, so that a set has one number and one colour in both pictures.
        var options = new GaussianMixtureOptions { Components = 2, Start = MixtureStart.FromLabels(hardLabels), Seed = seed, Threads = threads };
        var soft = GaussianMixture.Fit(rows, options, progress, cancellationToken);
        var softLabels = soft.Predict(rows, threads);
        return new()
        {
            Data = data with { Rows = rows },
            Hard = hard,
            Soft = soft,
            ClassOfCluster = BestMatching.Of(ContingencyTable.Of(data.Labels, hardLabels)),
            ClassOfComponent = BestMatching.Of(ContingencyTable.Of(data.Labels, softLabels)),
            HardLabels = hardLabels,
            SoftLabels = softLabels,
            Shares = soft.Responsibilities(rows, threads),
        };
    }

    /// <summary>The mean of the rows of a set: what its discovered center should be near to.</summary>
    public double[] CenterOfSet(int set)
    {
        var sum = new double[Data.Rows.Dimension];
        var count = 0;
        for (var i = 0; i < Count; i++)
        {
            if (Data.Labels[i] == set)
            {
                count++;
                for (var j = 0; j < sum.Length; j++)
                {
                    sum[j] += Data.Rows[i][j];
                }
            }
        }

        return Array.ConvertAll(sum, s => s / count);
    }

    /// <summary>How probable a set is for a row, by the mixture.</summary>
    public double ShareOfSet(int row, int set) => Shares[row, ClassOfComponent[0] == set ? 0 : 1];

    /// <summary>Whether the mixture's most probable set is where the row came from.</summary>
    public bool IsRightlySoft(int row) => ClassOfComponent[SoftLabels[row]] == Data.Labels[row];

    private double Certainty(int row) => Math.Max(Shares[row, 0], Shares[row, 1]);
}
