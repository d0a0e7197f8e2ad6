using CsCheck;

namespace Mixtura.Tests.Clusters;

public class SearchTests
{
    private static readonly Search[] Searches = [Search.Breathing(), Search.Genetic(iterations: 60)];

    public static TheoryData<int> All => [0, 1];

    [Theory]
    [MemberData(nameof(All))]
    public void A_search_never_ends_above_its_start(int search) => Gen.Select(SmallData.Rows, Gen.Int[1, 10], Gen.ULong).Sample((rows, k, seed) =>
    {
        var options = new KMeansOptions { Clusters = k, Seed = seed, Restarts = 2 };
        var plain = Mixtura.KMeans.Fit(rows.Observe(), options);
        var searched = Mixtura.KMeans.Fit(rows.Observe(), options with { Search = Searches[search] });
        Assert.True(searched.Inertia <= plain.Inertia, $"{searched.Inertia:r} above {plain.Inertia:r}");
        Assert.Equal(plain.Report.Restarts, searched.Report.Restarts);
        Assert.DoesNotContain(0L, searched.Sizes);
    }, iter: 60);

    /// <summary>The report is of the model: its trace falls and ends at the inertia, which is that of the centroids.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void The_report_is_of_the_model(int search) => Gen.Select(SmallData.Rows, Gen.ULong).Sample((rows, seed) =>
    {
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 4, Seed = seed, Seeding = Seeding.RandomRows, Search = Searches[search], Tolerance = 0 });
        var trace = model.Report.Trace;
        Assert.Equal(model.Inertia, trace[^1]);
        Assert.All(trace.Zip(trace.Skip(1)), step => Assert.True(step.Second <= step.First * (1 + 1e-12)));
        var centroids = model.Centroids.Select(c => c.ToArray()).ToArray();
        AssertClose.Relative(rows.Sum(x => Reference.TextbookKMeans.Square(x, centroids[Reference.TextbookKMeans.Nearest(x, centroids)])), model.Inertia, 1e-12);
        Assert.NotNull(model.Report.Search);
        Assert.InRange(model.Report.Search.Improvements, 0, model.Report.Search.Iterations);
        Assert.True(model.Report.Converged);
    }, iter: 40);

    [Theory]
    [MemberData(nameof(All))]
    public void One_cluster_is_the_mean(int search) => SmallData.Rows.Sample(rows =>
    {
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 1, Search = Searches[search] });

        // The average rounds at the size of the values, however near 0 it ends.
        var size = rows.Max(r => r.Max(Math.Abs));
        AssertClose.OfLargest(Enumerable.Range(0, rows[0].Length).Select(j => rows.Average(r => r[j])).Append(size), model.Centroids[0].Append(size), 1e-13);
        Assert.Null(model.Report.Search);
    }, iter: 20);

    /// <summary>As many clusters as different rows cost nothing, however often each row is there.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void As_many_clusters_as_different_rows_cost_nothing(int search) => Gen.Select(Gen.Int[2, 12], Gen.Int[1, 4], Gen.ULong).Sample((n, times, seed) =>
    {
        var rows = SmallData.Clumps(n, 2, seed).SelectMany(r => Enumerable.Repeat(r, times)).ToArray();
        Assert.Equal(0, Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = n, Search = Searches[search], Seeding = Seeding.RandomRows }).Inertia);
    }, iter: 40);

    /// <summary>Many equal rows: centroids that are added where nothing is left to gain come and go without harm.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Duplicates_do_no_harm(int search) => Gen.Select(Gen.Int[3, 8], Gen.ULong).Sample((places, seed) =>
    {
        var few = SmallData.Clumps(places, 3, seed);
        var rows = Enumerable.Range(0, 60).Select(i => few[i % places]).ToArray();
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = places - 1, Search = Searches[search], Seed = seed });
        var best = (from a in few from b in few where !ReferenceEquals(a, b) select Cost(a, b)).Min();
        if (Searches[search] is GeneticOptions)
        {
            AssertClose.Relative(best, model.Inertia, 1e-9);
        }
        else
        {
            // Breathing may stay in a local optimum, as about one start in a thousand shows; but never above its start nor below the best.
            var start = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = places - 1, Search = Search.None, Restarts = 1, Seed = seed });
            Assert.InRange(model.Inertia, best * (1 - 1e-9), start.Inertia);
        }

        // One pair of places shares a centroid: what its rows cost.
        double Cost(double[] a, double[] b)
        {
            double x = rows.Count(r => ReferenceEquals(r, a)), y = rows.Count(r => ReferenceEquals(r, b));
            return x * y / (x + y) * Reference.TextbookKMeans.Square(a, b);
        }
    }, iter: 40);

    /// <summary>Both ends are the global optimum of so few rows, which is one and the same.</summary>
    [Fact]
    public void Integer_weights_mean_repeated_rows() => Gen.Select(Gen.Int[8, 16], Gen.Int[1, 3], Gen.ULong).Sample((n, d, seed) =>
    {
        var rows = SmallData.Clumps(n, d, seed);
        var repeated = rows.SelectMany((r, i) => Enumerable.Repeat(r, 1 + (i % 3))).ToArray();
        var options = new KMeansOptions { Clusters = 3, Search = Search.Genetic() };
        var weighted = Mixtura.KMeans.Fit(rows.Observe().WithWeights(rows.Select((_, i) => 1.0 + (i % 3)).ToArray()), options);
        AssertClose.Relative(Mixtura.KMeans.Fit(repeated.Observe(), options).Inertia, weighted.Inertia, 1e-10);
    }, iter: 40);

    [Theory]
    [MemberData(nameof(All))]
    public void Rows_of_weight_0_do_not_count(int search) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(40, 2, seed);
        var weights = rows.Select((_, i) => i % 4 == 0 ? 0.0 : 1).ToArray();
        var options = new KMeansOptions { Clusters = 3, Search = Searches[search] };
        var model = Mixtura.KMeans.Fit(rows.Observe().WithWeights(weights), options);
        var without = Mixtura.KMeans.Fit(rows.Where((_, i) => i % 4 != 0).ToArray().Observe(), options with { Search = Search.Genetic() });
        Assert.True(without.Inertia <= model.Inertia * (1 + 1e-12));
        AssertClose.Relative(without.Inertia, model.Inertia, search == 1 ? 1e-10 : 0.5);
    }, iter: 30);

    [Fact]
    public void Threads_cannot_be_seen()
    {
        var rows = SmallData.Clumps(300, 5, 3).Observe();
        var large = SmallData.Clumps(6000, 50, 4).ObserveSingle();
        foreach (var search in new[] { null, Search.Breathing(), Search.Genetic(), Search.Genetic(iterations: 33) })
        {
            Assert.Single(new[] { 1, 2, 7 }.Select(threads => Json(rows, new() { Clusters = 9, Search = search, Threads = threads })).Distinct());
        }

        foreach (var search in new[] { null, Search.Breathing(iterations: 3), Search.Genetic(iterations: 3) })
        {
            Assert.Single(new[] { 1, 2, 7 }.Select(threads => Json(large, new() { Clusters = 9, Search = search, Threads = threads })).Distinct());
        }
    }

    [Fact]
    public void Plain_starts_stay_plain()
    {
        var rows = SmallData.Clumps(90, 2, 5).Observe();
        var given = Seeding.FromCentroids([[0, 0], [1, 1], [2, 2]]);
        KMeansOptions[] plain =
        [
            new() { Clusters = 3, Restarts = 1 },
            new() { Clusters = 3, Restarts = 10 },
            new() { Clusters = 3, Search = Search.None },
            new() { Clusters = 3, Seeding = given },
            new() { Clusters = 3, Temperature = new(1) },
            new() { Clusters = 3, MaxIterations = 0 },
        ];
        var reports = plain.Select(options => Mixtura.KMeans.Fit(rows, options).Report).ToArray();
        Assert.All(reports, report => Assert.Null(report.Search));
        Assert.Equal([1, 10, 10, 1, 10, 10], reports.Select(report => report.Restarts.Length));
        Assert.NotNull(Mixtura.KMeans.Fit(rows, 3).Report.Search);
        Assert.NotNull(Mixtura.KMeans.Fit(rows, plain[3] with { Search = Search.Breathing() }).Report.Search);
    }

    [Fact]
    public void Iterations_are_a_limit()
    {
        var rows = SmallData.Clumps(90, 2, 5).Observe();
        int Steps(Search search) => Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = 6, Search = search }).Report.Search!.Iterations;
        Assert.Equal(1, Steps(Search.Breathing(iterations: 1)));
        Assert.Equal(3, Steps(Search.Genetic(iterations: 3)));
        Assert.Equal(101, Steps(Search.Genetic(iterations: 101)));
    }

    [Fact]
    public void A_time_limit_ends_a_search()
    {
        // Far less than any search takes: it ends with its start or better, at once.
        var model = Mixtura.KMeans.Fit(SmallData.Clumps(90, 2, 5).Observe(), new KMeansOptions { Clusters = 6, Search = Search.Genetic(timeLimit: TimeSpan.FromTicks(1)) });
        Assert.Equal(0, model.Report.Search!.Iterations);
    }

    [Fact]
    public void Limits_and_temperatures_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Search.Breathing(iterations: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search.Genetic(timeLimit: TimeSpan.Zero));
        var rows = SmallData.Clumps(20, 2, 0).Observe();
        Assert.Throws<ArgumentException>(() => Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = 2, Temperature = new(1), Search = Search.Genetic() }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Progress_is_told_and_cancelling_ends_it(int search)
    {
        using var source = new CancellationTokenSource();
        var told = new Progress(p =>
        {
            if (p.IsSearch)
            {
                source.Cancel();
            }
        });
        var options = new KMeansOptions { Clusters = 12, Seeding = Seeding.RandomRows, Search = Searches[search] };
        Assert.ThrowsAny<OperationCanceledException>(() => Mixtura.KMeans.Fit(SmallData.Clumps(200, 2, 1).Observe(), options, told, source.Token));
    }

    private static string Json<T>(Observations<T> rows, KMeansOptions options)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => ModelFile.ToJson(Mixtura.KMeans.Fit(rows, options));

    private sealed class Progress(Action<FitProgress> tell) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => tell(value);
    }
}
