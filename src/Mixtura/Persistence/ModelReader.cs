using System.Collections.Immutable;
using System.Text.Json;

namespace Mixtura;

/// <summary>A model from JSON. Everything is checked: a file that was read can be trusted like a fit.</summary>
internal static class ModelReader
{
    /// <summary>Weights of sum 1 may have lost this much to rounding.</summary>
    private const double WeightRounding = 1e-9;

    /// <summary>A length of 1 may have lost this much to rounding; rows of float lose most.</summary>
    private const double LengthRounding = 1e-6;

    public static ClusteringModel Read(string json)
    {
        using var document = Parse(json);
        var file = new StrictObject(document.RootElement, string.Empty);
        Check(string.Equals(file.Text("format"), ModelNames.Format, StringComparison.Ordinal), $"its format is not '{ModelNames.Format}'");
        var version = file.Count("version");
        if (version > ModelNames.Version)
        {
            throw StrictObject.Fault($"it is of version {version}, and this program reads up to {ModelNames.Version}; update the program");
        }

        Check(version >= ModelNames.OldestVersion, $"there is no version {version}");
        var read = file.Word<Func<FittedOn, ClusteringModel>>(
            "task",
            [
                (on => KMeans(file, on, version), ModelNames.KMeans), (on => Mixture(file, on, version), ModelNames.Mixture),
                (on => Student(file, on), ModelNames.Student), (on => Classifier(file, on), ModelNames.Classifier),
            ]);
        var model = read(FittedOn(file));
        file.End();
        return model;
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException fault)
        {
            throw new MixturaException($"This is no usable model file: it is truncated or no JSON (line {fault.LineNumber + 1}).", fault);
        }
    }

    private static FittedOn FittedOn(StrictObject file)
    {
        var rows = file.Count("rows");
        var weight = file.Number("weight");
        var features = file.Texts("features");
        var scaling = file.Object("scaling");
        var kind = scaling.Word("kind", ModelNames.Scalings);
        var offset = scaling.Numbers("offset");
        var scale = scaling.Numbers("scale");
        scaling.End();
        Check(rows > 0 && weight > 0, "it was fitted on no rows");
        Check(features.Length > 0 && features.Distinct(StringComparer.Ordinal).Count() == features.Length, "its features are none, or two have one name");
        Check(offset.Length == features.Length && scale.Length == features.Length && scale.All(s => s > 0), "its scaling does not fit its features");
        var isLearned = kind is Scaling.ZScore or Scaling.MinMax;
        return new(rows, weight, [.. features], isLearned ? new(kind, [.. offset], [.. scale]) : Standardization.Unlearned(kind, features.Length));
    }

    private static KMeansModel KMeans(StrictObject file, FittedOn fittedOn, long version)
    {
        var temperature = file.Number("temperature");
        var inertia = file.Number("inertia");
        var sizes = Sizes(file, fittedOn);
        var weights = version == ModelNames.OldestVersion ? MeanWeights(sizes, fittedOn) : file.Numbers("clusterWeights");
        var d = fittedOn.Features.Length;
        var centroids = file.Rows("centroids", sizes.Length, d);
        Check(temperature >= 0 && inertia >= 0, "its temperature or inertia is negative");
        Check(!fittedOn.Standardization.IsOfRows || centroids.Chunk(d).All(IsOfUnitLength), "its rows have unit length, and a centroid has not");
        Check(weights.Length == sizes.Length && weights.All(w => w >= 0), "its weights are not one a cluster, none of them negative");
        return new(fittedOn, Report(file), new Centroids(centroids, d), new Temperature(temperature), inertia, sizes, [.. weights]);
    }

    /// <summary>Files of version 1 held no weights: they are the sizes where rows had none, and else sizes x the mean weight of a row.</summary>
    private static double[] MeanWeights(ImmutableArray<long> sizes, FittedOn fittedOn) => [.. sizes.Select(size => size * (fittedOn.Weight / fittedOn.Rows))];

    private static bool IsOfUnitLength(double[] point) => Math.Abs(point.Sum(x => x * x) - 1) <= LengthRounding;

    private static GaussianMixtureModel Mixture(StrictObject file, FittedOn fittedOn, long version)
    {
        var structure = file.Word("covariance", [.. ModelNames.Structures.Select(s => ((CovarianceStructure?)s.Structure, s.Name)), (null, ModelNames.Factors)]);
        var equalWeights = file.Truth("equalWeights");
        var isBayesian = version >= ModelNames.FirstWithBayes && file.Truth("isBayesian");
        var logLikelihood = file.Number("logLikelihood");
        var certainty = file.Number("certainty");
        var sizes = Sizes(file, fittedOn);
        Check(!fittedOn.Standardization.IsOfRows, "a mixture has no rows of unit length");
        var weights = file.Numbers("weights");
        var d = fittedOn.Features.Length;
        var means = file.Rows("means", weights.Length, d);
        var covariances = file.Numbers("covariances");
        var standsFor = version >= ModelNames.FirstWithNoise ? file.Number("standsFor") : fittedOn.Weight;
        Check(standsFor > 0, "it stands for no rows");
        var noise = version >= ModelNames.FirstWithNoise ? Noise(file, d) : null;
        Check(sizes.Length == weights.Length + (noise is null ? 0 : 1), "its sizes are not one a component");
        Check(weights.All(w => w > 0) && Math.Abs(weights.Sum() + (noise?.Weight ?? 0) - 1) <= WeightRounding, "its weights are not one a component with sum 1");
        Check(certainty <= 0, "its certainty is above 0");
        var family = structure is { } named ? CovarianceFamily.Of(named) : FactorCovariance.Of(covariances, weights.Length, d);
        Check(family is not null && covariances.Length == family.Length(weights.Length, d), "its covariances have not the shape of their structure");
        return new(fittedOn, Report(file), Components(structure ?? CovarianceStructure.Full, weights, means, covariances, d, noise, family), equalWeights, isBayesian, logLikelihood, certainty, sizes, standsFor);
    }

    private static MixtureClassifierModel Classifier(StrictObject file, FittedOn fittedOn)
    {
        var kind = file.Word("kind", ModelNames.Kinds);
        var logLikelihood = file.Number("logLikelihood");
        var trainingError = file.Number("trainingError");
        var classes = file.Objects("classes").Select(Class).ToArray();
        ImmutableArray<GaussianComponents> mixtures = [.. file.Objects("mixtures").Select(m =>
        {
            var mixture = Components(m, m.Word("covariance", ModelNames.Structures), fittedOn.Features.Length);
            m.End();
            return mixture;
        })];
        Check(!fittedOn.Standardization.IsOfRows, "a classifier has no rows of unit length");
        Check(trainingError is >= 0 and <= 1, "its training error is no share");
        Check(classes.Length > 1 && classes.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() == classes.Length, "its classes are fewer than two, or two have one name");
        Check(classes.All(c => c.Prior > 0) && Math.Abs(classes.Sum(c => c.Prior) - 1) <= WeightRounding, "its priors do not add up to 1");
        Check(classes.Sum(c => c.Rows) <= fittedOn.Rows, "its classes have more rows than there are");
        var fits = kind == ClassifierKind.Edda ? mixtures.Length == 1 && mixtures[0].Weights.SequenceEqual(classes.Select(c => c.Prior)) : mixtures.Length == classes.Length;
        Check(fits, "its mixtures are not those of its classes");
        return new(fittedOn, Report(file), kind, [.. classes.Select(c => c.Name)], [.. classes.Select(c => c.Prior)], [.. classes.Select(c => c.Rows)], mixtures, logLikelihood, trainingError);
    }

    private static (string Name, long Rows, double Prior) Class(StrictObject one)
    {
        var read = (one.Text("name"), one.Count("rows"), one.Number("prior"));
        one.End();
        return read;
    }

    private static GaussianComponents Components(StrictObject file, CovarianceStructure structure, int d)
    {
        var weights = file.Numbers("weights");
        var means = file.Rows("means", weights.Length, d);
        var covariances = file.Numbers("covariances");
        Check(weights.Length > 0 && weights.All(w => w > 0) && Math.Abs(weights.Sum() - 1) <= WeightRounding, "its weights are not one a component with sum 1");
        Check(covariances.Length == CovarianceFamily.Of(structure).Length(weights.Length, d), "its covariances have not the shape of their structure");
        return Components(structure, weights, means, covariances, d, noise: null);
    }

    private static NoiseBox? Noise(StrictObject file, int d)
    {
        var noise = new NoiseBox(file.Number("noiseWeight"), file.Numbers("noiseLeast"), file.Numbers("noiseMost"));
        var isNone = noise is { Weight: 0, Least.Length: 0, Most.Length: 0 };
        Check(isNone || (noise.Weight is >= 0 and < 1 && noise.Least.Length == d && noise.Most.Length == d && noise.Least.Zip(noise.Most).All(s => s.First < s.Second)), "its noise is no weight and a box");
        return isNone ? null : noise;
    }

    private static StudentMixtureModel Student(StrictObject file, FittedOn fittedOn)
    {
        var structure = file.Word("covariance", ModelNames.Structures);
        var kind = file.Word("tails", ModelNames.Tails);
        var equalWeights = file.Truth("equalWeights");
        var logLikelihood = file.Number("logLikelihood");
        var certainty = file.Number("certainty");
        var sizes = Sizes(file, fittedOn);
        var weights = file.Numbers("weights");
        var degrees = file.Numbers("degreesOfFreedom");
        var d = fittedOn.Features.Length;
        Check(!fittedOn.Standardization.IsOfRows, "a mixture has no rows of unit length");
        var means = file.Rows("means", sizes.Length, d);
        var matrices = file.Numbers("scaleMatrices");
        Check(weights.Length == sizes.Length && weights.All(w => w > 0) && Math.Abs(weights.Sum() - 1) <= WeightRounding, "its weights are not one a component with sum 1");
        Check(degrees.Length == sizes.Length && degrees.All(nu => nu > 0), "its degrees of freedom are not one a component, each above 0");
        Check(kind == TailKind.Estimated || degrees.All(degrees[0].Equals), "its degrees of freedom differ where all components have the same");
        Check(certainty <= 0, "its certainty is above 0");
        Check(matrices.Length == CovarianceFamily.Of(structure).Length(sizes.Length, d), "its scale matrices have not the shape of their structure");
        var tails = kind switch
        {
            TailKind.Estimated => Tails.Estimated,
            TailKind.Shared => Tails.Shared,
            _ => Tails.Fixed(degrees[0]),
        };
        return new(fittedOn, Report(file), new StudentComponents(Components(structure, weights, means, matrices, d), degrees), tails, equalWeights, logLikelihood, certainty, sizes);
    }

    private static GaussianComponents Components(CovarianceStructure structure, double[] weights, double[] means, double[] covariances, int d, NoiseBox? noise = null, CovarianceFamily? family = null)
    {
        try
        {
            var components = new GaussianComponents(structure, weights, means, covariances, d, new double[d], noise: noise, family: family);
            var isSymmetric = Enumerable.Range(0, weights.Length).All(k => Enumerable.Range(0, d).All(j => Enumerable.Range(0, j).All(l =>
                components.Covariance(k, j, l).Equals(components.Covariance(k, l, j)))));
            Check(isSymmetric, "a covariance is not symmetric");
            return components;
        }
        catch (SingularCovarianceException singular)
        {
            throw new MixturaException($"This is no usable model file: the covariance of component {singular.Component} is not positive definite.", singular);
        }
    }

    private static ImmutableArray<long> Sizes(StrictObject file, FittedOn fittedOn)
    {
        var sizes = file.Counts("sizes");
        Check(sizes.Length > 0 && sizes.Sum() == fittedOn.Rows, "its sizes do not add up to its rows");
        return [.. sizes];
    }

    private static FitReport Report(StrictObject file)
    {
        var report = file.Object("report");
        var seed = report.Unsigned("seed");
        var reason = report.Word("reason", ModelNames.Reasons);
        var trace = report.Numbers("trace");
        var restarts = report.Objects("restarts").Select(Restart).ToImmutableArray();
        var warnings = report.Texts("warnings");
        report.End();
        Check(trace.Length > 0 && restarts.Length > 0, "its report is empty");
        return new() { Seed = seed, Reason = reason, Trace = [.. trace], Restarts = restarts, Seconds = 0, Warnings = [.. warnings] };
    }

    private static RestartReport Restart(StrictObject restart)
    {
        var read = new RestartReport(restart.Number("objective"), checked((int)restart.Count("iterations")), restart.Word("reason", ModelNames.Reasons));
        restart.End();
        return read;
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw StrictObject.Fault(otherwise);
        }
    }
}
