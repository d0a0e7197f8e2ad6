using Mixtura.Plots;

namespace Mixtura.Cli.Output;

/// <summary>The figure of any model; of labels alone where they are not its predictions, as its cells would belie them, and of a classifier.</summary>
internal static class ModelFigure
{
    public static void Save(string path, Observations<double> rows, ClusteringModel model, FigureOptions options, int[]? labels = null)
    {
        if (labels is not null || model is MixtureClassifierModel)
        {
            ClusterFigure.Save(path, rows, labels ?? model.Predict(rows), options);
        }
        else if (model is GaussianMixtureModel mixture)
        {
            ClusterFigure.Save(path, rows, mixture, options);
        }
        else if (model is StudentMixtureModel student)
        {
            ClusterFigure.Save(path, rows, student, options);
        }
        else
        {
            ClusterFigure.Save(path, rows, (KMeansModel)model, options);
        }
    }
}
