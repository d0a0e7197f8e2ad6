namespace Mixtura.Measures;

/// <summary>Labels are numbers of clusters from 0; gaps are allowed.</summary>
internal static class LabelRange
{
    /// <summary>Labels may always go this far, so that a few rows may carry the labels of many clusters.</summary>
    private const int AlwaysAllowed = 1 << 20;

    /// <summary>One more than the largest label.</summary>
    public static int Of(ReadOnlySpan<int> labels, string name)
    {
        var limit = Math.Max(labels.Length, AlwaysAllowed);
        var range = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)limit)
            {
                throw new ArgumentException($"Row {i} has label {labels[i]}: labels number the clusters, from 0 to at most {limit - 1}.", name);
            }

            range = Math.Max(range, labels[i] + 1);
        }

        return range;
    }
}
