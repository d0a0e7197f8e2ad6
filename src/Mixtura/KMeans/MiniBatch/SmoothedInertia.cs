namespace Mixtura;

/// <summary>
/// The inertia of batches, smoothed over about a pass by an exponential average, and how long it has brought nothing new: the early
/// stopping of scikit-learn's mini-batch k-means (Pedregosa and others 2011).
/// </summary>
/// <param name="share">What a new batch counts in the average, above 0 and at most 1.</param>
/// <param name="patience">How many batches in a row may bring nothing; null for any number.</param>
internal sealed class SmoothedInertia(double share, int? patience)
{
    private double average = double.NaN;
    private double least = double.PositiveInfinity;
    private int inVain;
    private bool hasBegun;

    /// <summary>Takes the next batch's inertia, and tells whether the average has stopped falling. The first tells of the start alone.</summary>
    public bool HasStalled(double inertia)
    {
        if (!hasBegun)
        {
            hasBegun = true;
            return false;
        }

        average = double.IsNaN(average) ? inertia : average + (share * (inertia - average));
        inVain = average < least ? 0 : inVain + 1;
        least = Math.Min(least, average);
        return inVain >= patience;
    }
}
