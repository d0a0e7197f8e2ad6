using Mixtura.IO;

namespace Mixtura.Cli.Output;

/// <summary>A table's rows as a model sees them: those with missing cells by what is observed of them.</summary>
internal static class TableRows
{
    /// <summary>A row's number in DATA, from 1, where some may have been dropped.</summary>
    public static long NumberOf(int row, Table table) => (table.Kept?[row] ?? row) + 1;

    public static int[] Labels(ClusteringModel model, Table table, int threads) =>
        table.IncompleteRows is { } holes ? ((GaussianMixtureModel)model).Predict(holes, threads) : model.Predict(table.Rows, threads);

    /// <summary>Of a mixture.</summary>
    public static double[,] Responsibilities(ClusteringModel model, Table table, int threads) =>
        table.IncompleteRows is { } holes ? ((GaussianMixtureModel)model).Responsibilities(holes, threads) : ((MixtureModel)model).Responsibilities(table.Rows, threads);

    /// <summary>Of a mixture.</summary>
    public static double[] LogDensities(ClusteringModel model, Table table, int threads) =>
        table.IncompleteRows is { } holes ? ((GaussianMixtureModel)model).LogDensities(holes, threads) : ((MixtureModel)model).LogDensities(table.Rows, threads);

    /// <summary>The rows with each missing cell as the model expects it to be.</summary>
    public static Observations<double> Complete(ClusteringModel model, Table table, int threads) =>
        table.IncompleteRows is { } holes ? ((GaussianMixtureModel)model).Impute(holes, threads) : table.Rows;
}
