namespace Mixtura.Plots;

/// <summary>How a figure looks.</summary>
public sealed record FigureOptions
{
    /// <summary>Pixels across. Default: 900.</summary>
    public int Width { get; init; } = 900;

    /// <summary>Pixels down. Default: 700.</summary>
    public int Height { get; init; } = 700;

    /// <summary>What stands above the figure. Default: what the model is and what it reached.</summary>
    public string? Title { get; init; }

    /// <summary>The two features to draw, by name. Default: both of two, and the first two principal components of more.</summary>
    public (string Horizontal, string Vertical)? Features { get; init; }

    /// <summary>The most rows that are drawn; of more, evenly spaced ones are, and the figure says so. Default: 20,000 as PNG and 5,000 as SVG.</summary>
    public int? MostRows { get; init; }
}
