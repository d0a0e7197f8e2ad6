using Mixtura.Cli.Output;
using Mixtura.IO;

namespace Mixtura.Cli.Verbs;

/// <summary>Points that a file gives: a table with the columns of the features, or a model, whose centroids or means they are.</summary>
internal static class GivenPoints
{
    /// <summary>Any number of points of d values, in the order of the rows' features.</summary>
    public static double[][] Read(string file, Table table, Session session)
    {
        if (ModelFile.IsModel(file))
        {
            return OfModel(file, ModelFile.Read(file), table.Features);
        }

        using var points = TableReader.Read(session.Source(file), new TableOptions { Columns = [.. table.Features], Missing = MissingValues.Refuse }, null, session.CancellationToken);
        return [.. Enumerable.Range(0, (int)points.Rows.Count).Select(k => points.Rows[k].ToArray())];
    }

    private static double[][] OfModel(string file, ClusteringModel model, IReadOnlyList<string> features)
    {
        var names = model.FittedOn.Features;
        int[] at = [.. features.Select(f => names.IndexOf(f))];
        if (Array.IndexOf(at, -1) is >= 0 and var missing)
        {
            throw new MixturaException($"{file} is a model without the feature {features[missing]}; it has {string.Join(", ", names)}: choose its features with --columns.");
        }

        if (model is MixtureClassifierModel)
        {
            throw new MixturaException($"{file} holds a classifier, which is no start: it has classes and not clusters.");
        }

        var points = (model as MixtureModel)?.Means ?? ((KMeansModel)model).Centroids;
        return [.. points.Select(point => at.Select(j => point[j]).ToArray())];
    }
}
