using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Mixtura.Cli.Output;

/// <summary>The demo told to a reader, one step after the other.</summary>
internal static class DemoText
{
    public static void Tell(IAnsiConsole console, DemoStory story, DemoFiles files)
    {
        Step(console, "1", "Two sets of points", files.Rows);
        Say(console, $"{DemoStory.SetSize} points each from two Gaussians that overlap a little. Which point came from");
        Say(console, $"which set is written down in column {LabelledTable.ClassColumn}, and hidden from everything below.");

        Step(console, "2", "k-means: discovered centers, Voronoi cells", files.HardPicture);
        Say(console, $"Told only \"two clusters\", it found these centers after {story.Hard.Report.Iterations} steps:");
        console.Write(Centers(story));
        Say(console, $"{ModelTables.Percent(story.HardAccuracy)} of the points are in the cell of the set they came from; {story.Misplaced.Count()} of {story.Count} are not.");
        Say(console, $"But every point belongs to one cell entirely: k-means has no maybe. What then?");

        Step(console, "3", "A Gaussian mixture: how probable is each set?", files.SoftPicture);
        var doubted = story.InDoubt.ToHashSet();
        Say(console, $"For each point it says how probable each set is. These are its most doubtful points:");
        console.Write(Doubtful(story));
        Say(console, $"It is less than {DemoStory.Sure:P0} sure of {doubted.Count} of {story.Count} points. Of the {story.Misplaced.Count()} that k-means put into the wrong");
        Say(console, $"cell it puts {story.Misplaced.Count(story.IsRightlySoft)} into the right set, and is in doubt about {story.Misplaced.Count(doubted.Contains)}.");
        Say(console, $"Its most probable set is right for {ModelTables.Percent(story.SoftAccuracy)} of the points.");

        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Go on:[/]  mixtura info {files.SoftModel}");
        console.MarkupLineInterpolated($"        mixtura evaluate {files.Rows} --model {files.HardModel} --label {LabelledTable.ClassColumn}");
        console.MarkupLineInterpolated($"        mixtura fit mixture {files.Rows} --components 3");
    }

    public static void WriteJson(Utf8JsonWriter json, DemoStory story, DemoFiles files)
    {
        json.WriteNumber("n", story.Count);
        json.WriteNumber("d", story.Data.Rows.Dimension);
        json.WriteNumber("k", 2);
        json.WriteNumber("seed", story.Hard.Report.Seed);
        json.Array("centroids", story.Hard.Centroids, centroid => json.Numbers(centroid));
        json.WriteNumber("accuracy", story.HardAccuracy);
        json.WriteNumber("mixtureAccuracy", story.SoftAccuracy);
        json.WriteNumber("inDoubt", story.InDoubt.Count());
        json.Strings("files", files.All);
    }

    private static Table Centers(DemoStory story)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("cluster").AddColumn("discovered center").AddColumn("center of its set").AddColumn(new TableColumn("points").RightAligned());
        for (var k = 0; k < story.Hard.Clusters; k++)
        {
            var set = story.ClassOfCluster[k];
            table.AddRow(
                k.ToString(CultureInfo.InvariantCulture),
                Point(story.Hard.Centroids[k]),
                $"{Point(story.CenterOfSet(set))}  {LabelledTable.ClassName(set)}",
                ModelTables.Whole(story.Hard.Sizes[k]));
        }

        return table;
    }

    private static Table Doubtful(DemoStory story)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("point").AddColumn("k-means says").AddColumn("the mixture says").AddColumn("it came from");
        foreach (var i in story.MostDoubtful)
        {
            table.AddRow(
                Point(story.Data.Rows[i].ToArray()),
                LabelledTable.ClassName(story.ClassOfCluster[story.HardLabels[i]]),
                $"A {story.ShareOfSet(i, 0):P0}, B {story.ShareOfSet(i, 1):P0}",
                LabelledTable.ClassName(story.Data.Labels[i]));
        }

        return table;
    }

    private static string Point(IEnumerable<double> values) => $"({string.Join(", ", values.Select(v => v.ToString("F2", CultureInfo.InvariantCulture)))})";

    private static void Step(IAnsiConsole console, string number, string title, string file)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold green]{number}  {title}[/]  [grey]{file}[/]");
    }

    private static void Say(IAnsiConsole console, FormattableString sentence) => console.WriteLine("   " + sentence.ToString(CultureInfo.InvariantCulture));
}
