namespace Mixtura;

/// <summary>Rows differ, but their squared distances are 0 in double: no more seeds can be told apart.</summary>
internal static class Untold
{
    public static MixturaException Rows(int told, int clusters) => new(
        $"Only {told} rows can be told apart by their squared distances where {clusters} clusters are asked for: rescale the data, or ask for at most {told}.");
}
