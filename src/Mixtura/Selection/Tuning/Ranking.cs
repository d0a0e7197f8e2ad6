namespace Mixtura.Selection;

/// <summary>Which cell is better.</summary>
internal static class Ranking
{
    /// <summary>Cells without a fault, the best first; of equals that of fewest parameters, of these the first.</summary>
    public static IEnumerable<TuningCell> Of(IEnumerable<TuningCell> cells, TuningScore score) =>
        cells.Where(c => c.Validation is not null).OrderByDescending(c => Merit(c, score)).ThenBy(c => c.Parameters);

    /// <summary>The cell to take; null where all have faults.</summary>
    public static TuningCell? Choice(IEnumerable<TuningCell> cells, TuningOptions options)
    {
        var ranked = Of(cells, options.Score).ToList();
        return options.Choice == TuningChoice.SimplestWithinOneError && ranked.Count > 0
            ? ranked.Where(c => Merit(c, options.Score) >= Merit(ranked[0], options.Score) - ranked[0].Validation!.Value.StandardError).MinBy(c => c.Parameters)
            : ranked.FirstOrDefault();
    }

    private static double Merit(TuningCell cell, TuningScore score) => score.Merit(cell.Validation!.Value.Score);
}
