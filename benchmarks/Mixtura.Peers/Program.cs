// This project's side of peers.py: the same files, the same work, the same JSON lines with "peer": "mixtura".
using Mixtura.Peers;

const string Usage = """
    Mixtura.Peers iterate DIR [NAME ...] [--threads N]                  ms per iteration from the given start, (time of 21 - time of 1) / 20
    Mixtura.Peers converge DIR [NAME ...] [--threads N] [--auto 1]      k-means from the given start until no label changes, by each algorithm: seconds
    Mixtura.Peers fit     DIR [NAME ...] [--threads N] [--restarts N]   a whole fit from scratch: seconds and objective
    Mixtura.Peers search  DIR [FILE ...] [--threads N]                  excess over the best inertia known, and seconds, as a table; DIR holds best.json
    Mixtura.Peers accelerate DIR [NAME ...]                             passes of EM to a gain of 1e-8, plain and with leaps, as a table; DIR holds NAME.csv and NAME.mclust.json
    Mixtura.Peers optima  DIR [NAME ...]                                log-likelihoods of mixtures by starts, annealing and search, as a table; DIR as for accelerate
    Mixtura.Peers starts  DIR [FILE ...]                                how far below the best each start of a mixture ends, its steps and seconds, as a table; DIR holds CSV files, sets:n,d,k,seed draws one
    Mixtura.Peers select  table|each [--seed N]                         how often each criterion finds the known number of clusters, as a table; each set in a line before it
    Mixtura.Peers silhouette DIR [--threads N]                          measures of 20,000 x 16 drawn rows, which it writes to DIR for silhouette.py: seconds and values
    Mixtura.Peers table   FILE [FILE ...]                               JSON lines of all peers as one table of ratios

    DIR is what `peers.py generate DIR` wrote; without NAME, every workload in it. --threads 0, the default, is all cores.
    --restarts is 1 unless given, as peers.py runs one start of each peer.
    """;

var words = args.ToList();
if (Option("--threads", 0) is not { } threads || Option("--restarts", 1) is not { } restarts || Option("--auto", 0) is not { } isAutoOnly || Option("--seed", 0) is not { } seed || words.Count < 2)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

switch (words[0])
{
    case "iterate":
        foreach (var workload in Workload.All(words[1], words[2..]))
        {
            Iterations.Measure(workload, threads);
        }

        return 0;
    case "converge":
        foreach (var workload in Workload.All(words[1], words[2..]))
        {
            Convergence.Measure(workload, threads, isAutoOnly > 0);
        }

        return 0;
    case "fit":
        foreach (var workload in Workload.All(words[1], words[2..]))
        {
            WholeFit.Measure(workload, threads, restarts);
        }

        return 0;
    case "search":
        SearchTable.Print(words[1], words[2..], threads, Console.Out);
        return 0;
    case "accelerate":
        AccelerationTable.Print(words[1], words[2..], Console.Out);
        return 0;
    case "optima":
        OptimaTable.Print(words[1], words[2..], Console.Out);
        return 0;
    case "starts":
        StartsTable.Print(words[1], words[2..], Console.Out);
        return 0;
    case "select":
        SelectionTable.Print(isVerbose: words[1] == "each", seed, Console.Out);
        return 0;
    case "silhouette":
        SilhouetteTimes.Measure(words[1], threads);
        return 0;
    case "table":
        RatioTable.Print(words[1..], Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

// Takes "--name N" out of the words; null where N is no whole number.
int? Option(string name, int otherwise)
{
    var at = words.IndexOf(name);
    if (at < 0)
    {
        return otherwise;
    }

    if (at + 1 >= words.Count || !int.TryParse(words[at + 1], out var value) || value < 0)
    {
        return null;
    }

    words.RemoveRange(at, 2);
    return value;
}
