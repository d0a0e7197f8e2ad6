using Mixtura.Plots;

namespace Mixtura.Cli.Output;

/// <summary>The figure of any model.</summary>
internal static class ModelFigure
{
    public static void Save(string path, Observations<double> rows, ClusteringModel model, FigureOptions options)
    {
        if (model is GaussianMixtureModel mixture)
        {
            ClusterFigure.Save(path, rows, mixture, options);
        }
        else
        {
            ClusterFigure.Save(path, rows, (KMeansModel)model, options);
        }
    }
}
