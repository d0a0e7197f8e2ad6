namespace Mixtura;

/// <summary>
/// What a mixture says of rows of which only some features are observed: its marginal over these, and how the moments of the others follow from theirs (Z. Ghahramani and M. I. Jordan,
/// "Supervised learning from incomplete data via an EM approach", 1994). With x' = (x_o, B x_o) and C what is left of the covariance, F = T F_o and S = T S_o T' + N C, T = (1, B): so
/// that dense passes over the observed values are all that rows need. O(K d^3) to ready.
/// </summary>
internal sealed class ObservedPart
{
    private readonly GaussianComponents model;
    private readonly FeaturePattern pattern;
    private readonly ConditionalGaussian[] conditionals;

    /// <param name="model">Over all features.</param>
    /// <param name="pattern">Which of them are observed; at least one.</param>
    /// <param name="kind">How much of the second moment is to follow.</param>
    /// <exception cref="SingularCovarianceException">A covariance of the observed features has no inverse.</exception>
    public ObservedPart(GaussianComponents model, FeaturePattern pattern, SecondMoment kind)
    {
        this.model = model;
        this.pattern = pattern;
        var matrices = Enumerable.Range(0, model.SecondMoment == SecondMoment.Pooled ? 1 : model.Count);
        var d = model.Dimension;
        if (kind == SecondMoment.Diagonal)
        {
            conditionals = [];
            Components = Over(CovarianceStructure.Diagonal, [.. matrices.SelectMany(k => pattern.Observed.Select(j => model.Covariance(k, j, j)))]);
            return;
        }

        var covariances = matrices.Select(k => Enumerable.Range(0, d * d).Select(i => model.Covariance(k, i / d, i % d)).ToArray()).ToArray();
        conditionals = [.. covariances.Select(covariance => new ConditionalGaussian(covariance, d, pattern.Observed, pattern.Missing))];
        Components = pattern.Missing.Length == 0
            ? model
            : Over(
                model.SecondMoment == SecondMoment.Pooled ? CovarianceStructure.Tied : CovarianceStructure.Full,
                [.. covariances.SelectMany(covariance => ConditionalGaussian.Part(covariance, d, pattern.Observed, pattern.Observed))]);
    }

    /// <summary>The marginal over the observed features.</summary>
    public GaussianComponents Components { get; }

    /// <summary>Adds the sums of rows over all features, given those over the observed ones.</summary>
    public void Complete(Moments own, Moments into)
    {
        into.Energy += own.Energy;
        for (var k = 0; k < own.Components; k++)
        {
            into.Weight[k] += own.Weight[k];
            var first = own.First.AsSpan(k * own.Dimension, own.Dimension);
            var target = into.First.AsSpan(k * into.Dimension, into.Dimension);
            Scatter(first, Regressed(k, first), target);
        }

        if (own.Kind == SecondMoment.Diagonal)
        {
            CompleteDiagonals(own, into);
            return;
        }

        for (var c = 0; c < (own.Kind == SecondMoment.Pooled ? 1 : own.Components); c++)
        {
            CompleteMatrix(own, into, c, own.Kind == SecondMoment.Pooled ? own.Weight.Sum() : own.Weight[c]);
        }
    }

    /// <summary>What the missing features of a row are expected to be: sum_k r_k (mu_k + B_k (x_o - mu_k)).</summary>
    /// <param name="row">The observed values.</param>
    /// <param name="shares">K shares r_k.</param>
    /// <returns>A value for each missing feature.</returns>
    public double[] Expected(ReadOnlySpan<double> row, ReadOnlySpan<double> shares)
    {
        var expected = new double[pattern.Missing.Length];
        var normal = model.Noise is null ? 1 : 1 - shares[^1];
        var beyond = new double[row.Length];
        for (var k = 0; k < model.Count; k++)
        {
            for (var j = 0; j < row.Length; j++)
            {
                beyond[j] = row[j] - Components.Mean(k)[j];
            }

            var step = Regressed(k, beyond);
            for (var j = 0; j < expected.Length; j++)
            {
                expected[j] += (normal > 0 ? shares[k] / normal : model.Weights[k] / (1 - model.Noise!.Weight)) * (model.Mean(k)[pattern.Missing[j]] + step[j]);
            }
        }

        return expected;
    }

    private GaussianComponents Over(CovarianceStructure structure, double[] covariances) => new(
        structure,
        model.Weights,
        [.. Enumerable.Range(0, model.Count).SelectMany(k => pattern.Observed.Select(j => model.Mean(k)[j]))],
        covariances,
        pattern.Observed.Length,
        new double[pattern.Observed.Length],
        noise: model.Noise?.Over(pattern.Observed));

    /// <summary>B_k times values of the observed features; 0 where features have no correlation.</summary>
    private double[] Regressed(int component, ReadOnlySpan<double> values)
    {
        var regressed = new double[pattern.Missing.Length];
        if (conditionals.Length > 0)
        {
            conditionals[component % conditionals.Length].AddRegression(values, regressed);
        }

        return regressed;
    }

    /// <summary>Adds values of observed and of missing features where they belong.</summary>
    private void Scatter(ReadOnlySpan<double> observed, ReadOnlySpan<double> missing, Span<double> to)
    {
        for (var j = 0; j < observed.Length; j++)
        {
            to[pattern.Observed[j]] += observed[j];
        }

        for (var j = 0; j < missing.Length; j++)
        {
            to[pattern.Missing[j]] += missing[j];
        }
    }

    private void CompleteDiagonals(Moments own, Moments into)
    {
        for (var k = 0; k < own.Components; k++)
        {
            var left = pattern.Missing.Select(j => own.Weight[k] * model.Covariance(k, j, j)).ToArray();
            Scatter(own.Second.AsSpan(k * own.Dimension, own.Dimension), left, into.Second.AsSpan(k * into.Dimension, into.Dimension));
        }
    }

    /// <summary>S_oo, B S_oo and B S_oo B' + N C, where they belong in the lower triangle of one matrix.</summary>
    private void CompleteMatrix(Moments own, Moments into, int matrix, double weight)
    {
        var (o, m) = (pattern.Observed.Length, pattern.Missing.Length);
        var conditional = conditionals[matrix % conditionals.Length];
        var regressed = new double[o][];
        for (var j = 0; j < o; j++)
        {
            var row = Enumerable.Range(0, o).Select(l => Second(own, matrix, Math.Max(j, l), Math.Min(j, l))).ToArray();
            regressed[j] = Regressed(matrix, row);
            for (var l = 0; l <= j; l++)
            {
                Add(into, matrix, pattern.Observed[j], pattern.Observed[l], row[l]);
            }

            for (var l = 0; l < m; l++)
            {
                Add(into, matrix, pattern.Observed[j], pattern.Missing[l], regressed[j][l]);
            }
        }

        for (var l = 0; l < m; l++)
        {
            var row = Regressed(matrix, [.. regressed.Select(r => r[l])]);
            for (var j = 0; j <= l; j++)
            {
                Add(into, matrix, pattern.Missing[l], pattern.Missing[j], Math.FusedMultiplyAdd(weight, conditional.Residual[(l * m) + j], row[j]));
            }
        }
    }

    private static ref double Second(Moments moments, int matrix, int row, int column) => ref moments.Second[(((matrix * moments.Dimension) + row) * moments.Stride) + column];

    private static void Add(Moments into, int matrix, int j, int l, double value) => Second(into, matrix, Math.Max(j, l), Math.Min(j, l)) += value;
}
