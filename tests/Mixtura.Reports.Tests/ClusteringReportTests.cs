using System.Xml;
using System.Xml.Linq;
using Mixtura.Datasets;
using Mixtura.Measures;
using Mixtura.Selection;

namespace Mixtura.Reports.Tests;

public class ClusteringReportTests
{
    private static readonly ModelSelectionOptions Quick = new() { Counts = [1, 2, 3, 4], References = 3, Halvings = 2, Resamples = 3, Threads = 2 };

    /// <summary>The parts are what selection, comparison and profile give by themselves.</summary>
    [Fact]
    public void Its_parts_are_those_of_the_library()
    {
        var data = Generate.Blobs(seed: 1, rows: 200, clusters: 3, dimension: 2, deviation: 1);
        var report = Report(data.Rows, new ReportOptions { Selection = Quick, Classes = data.Labels, Resamples = 0 });
        var selection = ModelSelection.Run(data.Rows, Quick, null, Token);
        Assert.Equal(selection.Clusters, report.Selection.Clusters);
        Assert.Equal(selection.Reason, report.Selection.Reason);
        Assert.Equal(selection.Best.Predict(data.Rows), report.Labels);
        Assert.Equal(selection.Clusters, report.Profiles.Clusters.Length);
        Assert.Same(report.Selection.Best, report.Comparison!.Mixture);
        Assert.Equal(AdjustedRand.Of(ContingencyTable.Of(data.Labels, [.. report.Labels])), AdjustedRand.Of(report.Contingency!));
    }

    /// <summary>A browser need not guess: well-formed, one language, a title, headings without gaps, every reference and picture there, and no address of the network.</summary>
    [Fact]
    public void The_page_is_well_formed_and_whole()
    {
        var data = Generate.Blobs(seed: 1, rows: 200, clusters: 3, dimension: 4, deviation: 1);
        var rows = data.Rows.Named("a < b", "\"c\" & d", "e", "f");
        var html = Report(rows, new ReportOptions { Title = "Sets <&> \"more\"", Selection = Quick, Classes = data.Labels, ClassNames = ["<A>", "B", "C"], Resamples = 2, Command = "mixtura report 'a b.csv' --out r.html" }).ToHtml();
        var page = Parsed(html);
        Assert.Equal("en", page.Attribute("lang")!.Value);
        Assert.Equal("Sets <&> \"more\"", page.Descendants("title").Single().Value);
        int[] levels = [.. page.Descendants().Where(e => e.Name.LocalName is ['h', >= '1' and <= '6']).Select(e => e.Name.LocalName[1] - '0')];
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        string[] ids = [.. page.Descendants().Attributes("id").Select(a => a.Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.Descendants().Attributes("aria-labelledby"), a => Assert.Contains(a.Value, ids));
        Assert.True(page.Descendants("img").Count() >= 5);
        Assert.All(page.Descendants("img"), image =>
        {
            Assert.NotEmpty(image.Attribute("alt")!.Value);
            Assert.StartsWith("data:image/svg+xml;base64,", image.Attribute("src")!.Value, StringComparison.Ordinal);
            XDocument.Parse(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(image.Attribute("src")!.Value["data:image/svg+xml;base64,".Length..])));
        });
        Assert.All(page.Descendants("table"), table =>
        {
            Assert.NotEmpty(table.Element("caption")!.Value);
            var columns = table.Element("thead")!.Descendants("th").Count();
            Assert.All(table.Element("tbody")!.Elements("tr"), row => Assert.Equal(columns, row.Elements().Count()));
        });
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "href" && a.Value.StartsWith("http", StringComparison.Ordinal));
        Assert.Contains("mixtura report 'a b.csv' --out r.html", page.Value, StringComparison.Ordinal);
        Assert.Contains("a < b", page.Value, StringComparison.Ordinal);
        Assert.Contains("<A>", page.Value, StringComparison.Ordinal);
    }

    /// <summary>One cluster has nothing to be compared with and no silhouettes, and rows of unknown class are in no cell.</summary>
    [Fact]
    public void One_cluster_is_a_report_too()
    {
        var data = Generate.Blobs(seed: 2, rows: 120, clusters: 1, dimension: 3);
        var report = Report(data.Rows, new ReportOptions { Selection = Quick with { Structures = [CovarianceStructure.Tied, CovarianceStructure.TiedSpherical] }, Classes = [.. data.Labels.Select((_, i) => i < 100 ? i % 2 : -1)], Resamples = 2 });
        Assert.Equal(1, report.Selection.Clusters);
        Assert.Null(report.Comparison);
        Assert.Equal(100, report.Contingency!.Count);
        Assert.Contains("One cluster", Parsed(report.ToHtml()).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void K_means_alone_and_one_feature()
    {
        var data = Generate.Blobs(seed: 3, rows: 150, clusters: 3, dimension: 1, deviation: 0.5);
        var report = Report(data.Rows, new ReportOptions { Selection = Quick with { Structures = [] }, Resamples = 0 });
        Assert.IsType<KMeansModel>(report.Selection.Best);
        Parsed(report.ToHtml());
        Parsed(Report(data.Rows, new ReportOptions { Selection = Quick with { Criteria = [] }, Resamples = 0 }).ToHtml());
    }

    /// <summary>The same report has the same bytes, whatever the threads.</summary>
    [Fact]
    public void It_is_the_same_again()
    {
        var rows = Generate.Blobs(seed: 5, rows: 150, clusters: 2, dimension: 2).Rows;
        string Html(int threads) => Report(rows, new ReportOptions { Selection = Quick with { Threads = threads }, Resamples = 2 }).ToHtml();
        Assert.Equal(Html(1), Html(7));
    }

    [Fact]
    public void A_file_is_whole_or_not_there()
    {
        var rows = Generate.Blobs(seed: 5, rows: 60, clusters: 2, dimension: 2).Rows;
        var report = Report(rows, new ReportOptions { Selection = Quick with { Counts = [2] }, Resamples = 0 });
        var path = Path.Combine(Path.GetTempPath(), $"mixtura-{Guid.NewGuid():n}.html");
        report.Save(path);
        Assert.Equal(report.ToHtml(), File.ReadAllText(path));
        File.Delete(path);
        Assert.ThrowsAny<IOException>(() => report.Save(Path.Combine(path, "nowhere", "r.html")));
        Assert.Contains("each row has one", Assert.Throws<ArgumentException>(() => Report(rows, new ReportOptions { Classes = [1, 2] })).Message);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ClusteringReport Report(Observations<double> rows, ReportOptions options) => ClusteringReport.Of(rows, options, null, Token);

    private static XElement Parsed(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }
}
