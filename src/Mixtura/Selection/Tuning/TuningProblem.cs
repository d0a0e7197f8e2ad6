using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>Labelled rows, checked, and cut in a test that the search never sees and the rest, which is cut in parts to train on and to compare candidates by. Rows of weight 0 are in none.</summary>
/// <param name="Rows">n x d rows.</param>
/// <param name="Classes">n classes, 0 .. G-1.</param>
/// <param name="Count">G.</param>
/// <param name="Test">The rows of the test.</param>
/// <param name="Search">The others.</param>
/// <param name="Parts">The ways in which the others are cut.</param>
/// <param name="Options">How.</param>
internal sealed record TuningProblem<T>(Observations<T> Rows, int[] Classes, int Count, int[] Test, int[] Search, TrainingPart[] Parts, TuningOptions Options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fewer rows have no spread, and so no standard error.</summary>
    private const int LeastRows = 2;

    /// <exception cref="ArgumentException">Classes do not fit the rows, or test rows are not some of them.</exception>
    /// <exception cref="MixturaException">There are fewer than two classes, or too few rows.</exception>
    public static TuningProblem<T> Of(Observations<T> rows, IReadOnlyList<int> classes, TuningOptions options)
    {
        var sizes = ClassSizes.Of(rows, classes, null);
        int[] labels = [.. classes];
        int[] weighty = [.. Enumerable.Range(0, labels.Length).Where(i => rows.Weight(i) > 0)];
        var (test, search) = options.TestRows is { } given
            ? Given(given, weighty, labels.Length)
            : StratifiedSplit.Of(weighty, labels, options.TestShare, options.Seed, RandomPurpose.TestSplit);
        var cut = options.Validation == TuningValidation.Folds ? Folds(search, labels, options) : Holdout(search, labels, options);
        return test.Length < LeastRows || search.Length < LeastRows
            ? throw new MixturaException(Sentence($"Of {weighty.Length} rows {test.Length} are the test and {search.Length} are left for the search: both need at least {LeastRows}."))
            : new(rows, labels, sizes.Count, test, search, cut, options);
    }

    /// <summary>Some rows as rows of their own, of a candidate's features and with their weights.</summary>
    public Observations<T> Excerpt(int[] chosen, TuningCandidate candidate)
    {
        var columns = candidate.Columns;
        var d = columns.Length;
        var copy = Observations.Create<T>(chosen.Length, d, (first, values) =>
        {
            for (var i = 0; i < values.Length; i += d)
            {
                var row = Rows[chosen[(int)first + (i / d)]];
                for (var j = 0; j < d; j++)
                {
                    values[i + j] = row[columns[j]];
                }
            }
        }).Named(candidate.Features);
        return Rows.IsWeighted ? copy.WithWeights(WeightsOf(chosen)) : copy;
    }

    public int[] ClassesOf(int[] chosen) => [.. chosen.Select(i => Classes[i])];

    public double[] WeightsOf(int[] chosen) => [.. chosen.Select(i => Rows.Weight(i))];

    private static (int[] Test, int[] Search) Given(IReadOnlyList<int> given, int[] weighty, int count)
    {
        var isTest = new bool[count];
        foreach (var row in given)
        {
            if (row < 0 || row >= count || isTest[row])
            {
                throw new ArgumentException(Sentence($"Test row {row} is none of the rows 0 to {count - 1}, or is there twice."));
            }

            isTest[row] = true;
        }

        return ([.. weighty.Where(i => isTest[i])], [.. weighty.Where(i => !isTest[i])]);
    }

    private static TrainingPart[] Folds(int[] search, int[] classes, TuningOptions options)
    {
        if (search.Length < options.Folds)
        {
            throw new MixturaException(Sentence($"{search.Length} rows outside the test cannot be cut in {options.Folds} folds: ask for fewer."));
        }

        var foldOf = StratifiedFolds.Of(FirstSeen.Codes(search.Select(i => classes[i])), options.Folds, options.Seed);
        return [.. Enumerable.Range(0, options.Folds).Select(f => new TrainingPart([.. search.Where((_, at) => foldOf[at] != f)], [.. search.Where((_, at) => foldOf[at] == f)]))];
    }

    private static TrainingPart[] Holdout(int[] search, int[] classes, TuningOptions options)
    {
        var (heldOut, training) = StratifiedSplit.Of(search, classes, options.ValidationShare, options.Seed, RandomPurpose.Holdout);
        return heldOut.Length < LeastRows || training.Length < LeastRows
            ? throw new MixturaException(Sentence($"Of {search.Length} rows outside the test {heldOut.Length} are held out and {training.Length} are left to train on: both need at least {LeastRows}."))
            : [new(training, heldOut)];
    }

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One way in which rows are cut.</summary>
/// <param name="Training">The rows to learn from, rising.</param>
/// <param name="HeldOut">The rows to score, rising.</param>
internal sealed record TrainingPart(int[] Training, int[] HeldOut);
