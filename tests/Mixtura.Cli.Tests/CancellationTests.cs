namespace Mixtura.Cli.Tests;

/// <summary>Ctrl+C: exit code 1, one sentence, and the files of an earlier run stay what they were.</summary>
public class CancellationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_cancelled_fit_touches_no_file(int readsBefore)
    {
        using var here = new Workspace();
        File.WriteAllText(here["m.json"], "an older file");
        using var cancellation = new CancellationTokenSource();
        using var input = new CancellingReader(Workspace.Squares, readsBefore, cancellation);
        var run = CommandRun.Of(input, cancellation.Token, "fit", "kmeans", "-", "--clusters", "2", "--columns", "a,b", "--model", here["m.json"], "--labels", here["l.csv"], "--plot", here["f.png"]);
        Assert.Equal("mixtura: Cancelled: no file was touched.", run.Failure(MixturaCommand.Failed));
        Assert.Equal(["m.json"], here.Files);
        Assert.Equal("an older file", File.ReadAllText(here["m.json"]));
    }

    [Theory]
    [InlineData("demo --out {0}/demo")]
    [InlineData("generate blobs --out {0}/x.csv")]
    public void A_verb_that_is_cancelled_at_once_writes_nothing(string line)
    {
        using var here = new Workspace();
        var run = CommandRun.Of(TextReader.Null, new CancellationToken(canceled: true), line.Replace("{0}", here["."], StringComparison.Ordinal).Split(' '));
        Assert.Equal("mixtura: Cancelled: no file was touched.", run.Failure(MixturaCommand.Failed));
        Assert.Empty(here.Files);
    }

    /// <summary>Gives a text in small pieces, and presses Ctrl+C after some of them.</summary>
    private sealed class CancellingReader(string text, int readsBefore, CancellationTokenSource cancellation) : StringReader(text)
    {
        private int reads;

        public override int Read(char[] buffer, int index, int count)
        {
            if (reads++ == readsBefore)
            {
                cancellation.Cancel();
            }

            return base.Read(buffer, index, Math.Min(count, 40));
        }
    }
}
