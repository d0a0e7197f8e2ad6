using Mixtura.Plots;

namespace Mixtura.Cli.Output;

/// <summary>The files of the demo.</summary>
internal sealed record DemoFiles(string Rows, string HardPicture, string SoftPicture, string HardModel, string SoftModel)
{
    public IEnumerable<string> All => [Rows, HardPicture, SoftPicture, HardModel, SoftModel];

    public static DemoFiles Write(string folder, DemoStory story)
    {
        string In(string name) => Path.Combine(folder, name);
        DemoFiles files = new(In("two-sets.csv"), In("kmeans.png"), In("mixture.png"), In("kmeans.json"), In("mixture.json"));
        LabelledTable.Write(files.Rows, story.Data, CancellationToken.None);
        ModelFile.Write(story.Hard, files.HardModel);
        ModelFile.Write(story.Soft, files.SoftModel);
        var rows = story.Data.Rows;
        ClusterFigure.Save(files.HardPicture, rows, story.Hard, new FigureOptions { Title = "k-means: discovered centers and Voronoi cells" });
        ClusterFigure.Save(files.SoftPicture, rows, story.Soft, new FigureOptions { Title = "Gaussian mixture: between the sets it says maybe" });
        return files;
    }
}
