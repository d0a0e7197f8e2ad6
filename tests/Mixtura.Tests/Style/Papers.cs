using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mixtura.Tests.Style;

/// <summary>A published algorithm names its paper, author and year, in a doc comment of its file.</summary>
internal static partial class Papers
{
    /// <summary>Files and folders (ending in a slash) of src/Mixtura that hold published algorithms.</summary>
    private static readonly string[] Published =
    [
        "Em/Acceleration/AcceleratedLoop.cs",
        "Em/Acceleration/Squarem.cs",
        "Em/EmLoop.cs",
        "Em/Temperature.cs",
        "KMeans/Balanced/BalancedKMeans.cs",
        "KMeans/Balanced/BalancedRun.cs",
        "KMeans/Balanced/LimitedAssignment.cs",
        "KMeans/Bisecting/BisectingKMeans.cs",
        "KMeans/Bisecting/BisectingRun.cs",
        "KMeans/Constraints/UnitLengthMinimizer.cs",
        "KMeans/KMeans.cs",
        "KMeans/Assignment/",
        "KMeans/MiniBatch/MiniBatchKMeans.cs",
        "KMeans/MiniBatch/MiniBatchRun.cs",
        "KMeans/MiniBatch/SmoothedInertia.cs",
        "KMeans/MiniBatch/StarvedCentroids.cs",
        "KMeans/ModelUpdate.cs",
        "KMeans/Seeding/",
        "KMeans/Search/",
        "KMeans/SphericalKMeans.cs",
        "Kernels/Assignment/CodedCentroids.cs",
        "Kernels/ElementaryFunctions.cs",
        "Kernels/ExactGrid.cs",
        "Kernels/NormalQuantile.cs",
        "Kernels/RandomStream.cs",
        "Measures/",
        "Kernels/NormalDistribution.cs",
        "Rows/SpatialOrder.cs",
        "Selection/Comparison/ModelComparison.cs",
        "Selection/Criteria/DivisiveKMeans.cs",
        "Selection/Criteria/GMeans.cs",
        "Selection/Criteria/GapStatistic.cs",
        "Selection/Criteria/OneCluster.cs",
        "Selection/Criteria/PredictionStrength.cs",
        "Selection/Criteria/XMeans.cs",
        "Selection/MixtureCell.cs",
        "Selection/ModelSelection.cs",
        "Selection/BicEvidence.cs",
        "Selection/TreeStarts.cs",
        "Selection/Tuning/ClusterClassifier.cs",
        "Selection/Tuning/Jackknife.cs",
        "Selection/Tuning/SuccessiveHalving.cs",
        "Selection/Tuning/Tuning.cs",
        "Selection/Tuning/TuningChoice.cs",
        "Mixtures/Bootstrap/ComponentTest.cs",
        "Mixtures/Bootstrap/LikelihoodWeights.cs",
        "Mixtures/Bootstrap/MixtureBootstrap.cs",
        "Mixtures/Classification/ClassMixtureFit.cs",
        "Mixtures/Classification/ClassMixtures.cs",
        "Mixtures/Classification/EddaFit.cs",
        "Mixtures/Classification/MixtureClassifier.cs",
        "Mixtures/Classification/StratifiedFolds.cs",
        "Mixtures/Covariance/",
        "Mixtures/Hierarchy/CommonMatrixMerging.cs",
        "Mixtures/Hierarchy/IMergeCosts.cs",
        "Mixtures/Hierarchy/MergeCriterion.cs",
        "Mixtures/Hierarchy/MergeTree.cs",
        "Mixtures/Hierarchy/OwnMatrixCosts.cs",
        "Mixtures/Hierarchy/PairwiseMerging.cs",
        "Mixtures/Starts/ShortRuns.cs",
        "Mixtures/GaussianMinimizer.cs",
        "Mixtures/GaussianMixture.cs",
        "Mixtures/MixtureAcceleration.cs",
        "Mixtures/MixtureSummary.cs",
        "Mixtures/Priors/",
        "Mixtures/Search/",
        "Mixtures/Student/DegreesEquation.cs",
        "Mixtures/Student/StudentExpectation.cs",
        "Mixtures/Student/StudentMinimizer.cs",
        "Mixtures/Student/StudentMixture.cs",
        "Mixtures/Trimming/TrimmedExpectation.cs",
        "Kernels/GammaDraw.cs",
        "Kernels/LeadingEigen.cs",
    ];

    /// <summary>Companions in those folders that nobody published.</summary>
    private static readonly string[] Unpublished =
    [
        "KMeans/Assignment/Assignment.cs",
        "KMeans/Assignment/AssignmentChoice.cs",
        "KMeans/Assignment/BlockAssignment.cs",
        "KMeans/Assignment/Bounds.cs",
        "KMeans/Assignment/CandidatePairs.cs",
        "KMeans/Assignment/CodedBounds.cs",
        "KMeans/Assignment/CentroidDrift.cs",
        "KMeans/Assignment/CentroidExecutor.cs",
        "KMeans/Assignment/HardAssignment.cs",
        "KMeans/Assignment/MovedRows.cs",
        "KMeans/Assignment/PatientAssignment.cs",
        "KMeans/Assignment/RingedAssignment.cs",
        "KMeans/Assignment/RowGeometry.cs",
        "KMeans/Assignment/RowRadius.cs",
        "KMeans/Assignment/RowTree.cs",
        "KMeans/Assignment/SoftAssignment.cs",
        "KMeans/Seeding/ChosenRows.cs",
        "KMeans/Seeding/IGroupDistances.cs",
        "KMeans/Seeding/MassDraw.cs",
        "KMeans/Seeding/TurnedGroupDistances.cs",
        "KMeans/Seeding/Untold.cs",
        "KMeans/Search/CostlyRows.cs",
        "KMeans/Search/Individual.cs",
        "KMeans/Search/KMeansSearch.cs",
        "KMeans/Search/SearchClock.cs",
        "KMeans/Search/SearchLimits.cs",
        "KMeans/Search/SearchPlan.cs",
        "KMeans/Search/SmallPartition.cs",
        "KMeans/Search/SmallRows.cs",
        "KMeans/Seeding/WeightedRows.cs",
        "Measures/Accuracy.cs",
        "Measures/CentroidMeasures.cs",
        "Measures/ClusterMoments.cs",
        "Measures/ContingencyTable.cs",
        "Measures/Inertia.cs",
        "Measures/LabelRange.cs",
        "Measures/Overflow.cs",
        "Measures/PairCounts.cs",
        "Measures/Partition.cs",
        "Measures/SilhouetteTiles.cs",
        "Measures/SpreadPass.cs",
        "Mixtures/Covariance/CholeskyFactor.cs",
        "Mixtures/Covariance/CovarianceFamily.cs",
        "Mixtures/Priors/RowCovariance.cs",
        "Mixtures/Search/SearchBorder.cs",
    ];

    public static IEnumerable<string> Listed => Published.Concat(Unpublished);

    public static IEnumerable<Finding> Unnamed(IEnumerable<SourceFile> files, string folder) =>
        from file in files
        let path = file.Path[(folder.Length + 1)..]
        where Published.Any(p => p.EndsWith('/') ? path.StartsWith(p, StringComparison.Ordinal) : path == p) && !Unpublished.Contains(path, StringComparer.Ordinal)
        where !file.Root.DescendantTrivia().Any(t => IsDocumentation(t) && AuthorAndYear().IsMatch(t.ToFullString()))
        select new Finding(file.Path, 1, "no doc comment names the paper: author and year");

    private static bool IsDocumentation(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia);

    // A capitalised name, then at most a title and fellow authors, then a year.
    [GeneratedRegex(@"\p{Lu}\p{L}+[^.;]{0,160}?\b(1[89]|20)\d\d\b", RegexOptions.Singleline)]
    private static partial Regex AuthorAndYear();
}
