namespace Mixtura.Geometry;

/// <summary>
/// Lines along which a function of the plane has one height, from its heights at the nodes of a grid: each cell is cut where a line between two of its corners passes the height ("marching
/// squares", the plane's case of Lorensen and Cline 1987), and cuts of neighbouring cells are joined. O(nodes + corners of the lines).
/// </summary>
internal static class ContourLines
{
    private const int None = -1;

    /// <summary>The lines of one height; those that close end where they begin, the others at the edge of the area.</summary>
    /// <param name="area">What the grid covers, from edge to edge.</param>
    /// <param name="heights">Rows x columns heights, at least 2 x 2, the lowest row first.</param>
    /// <param name="level">The height.</param>
    public static PlanePoint[][] Of(PlaneArea area, double[,] heights, double level)
    {
        var cuts = new Dictionary<int, (int First, int Second)>();
        for (var row = 0; row + 1 < heights.GetLength(0); row++)
        {
            for (var column = 0; column + 1 < heights.GetLength(1); column++)
            {
                CutCell(heights, level, row, column, cuts);
            }
        }

        var lines = new List<PlanePoint[]>();
        var left = new HashSet<int>(cuts.Keys);

        // Lines that end at the edge begin there; what remains after them are closed ones.
        foreach (var side in cuts.Where(c => c.Value.Second == None).Select(c => c.Key).Concat(cuts.Keys))
        {
            if (left.Contains(side))
            {
                lines.Add([.. Line(side, cuts, left).Select(s => Place(area, heights, level, s))]);
            }
        }

        return [.. lines];
    }

    /// <summary>The sides that a line passes, one after the other.</summary>
    private static List<int> Line(int from, Dictionary<int, (int First, int Second)> cuts, HashSet<int> left)
    {
        var line = new List<int>();
        for (var side = from; side != None;)
        {
            line.Add(side);
            left.Remove(side);
            var (first, second) = cuts[side];
            side = left.Contains(first) ? first : second != None && left.Contains(second) ? second : None;
        }

        if (line.Count > 2 && (cuts[from].First == line[^1] || cuts[from].Second == line[^1]))
        {
            line.Add(from);
        }

        return line;
    }

    /// <summary>Joins the sides of one cell that the height passes; of a saddle's four those that its middle leaves together.</summary>
    private static void CutCell(double[,] heights, double level, int row, int column, Dictionary<int, (int First, int Second)> cuts)
    {
        bool Above(int r, int c) => heights[row + r, column + c] >= level;
        var corners = (Above(0, 0) ? 1 : 0) + (Above(0, 1) ? 2 : 0) + (Above(1, 1) ? 4 : 0) + (Above(1, 0) ? 8 : 0);
        var columns = heights.GetLength(1);
        var (bottom, top) = (2 * ((row * columns) + column), 2 * (((row + 1) * columns) + column));
        var (west, east) = (bottom + 1, bottom + 3);
        void Join(int a, int b)
        {
            cuts[a] = cuts.TryGetValue(a, out var atA) ? (atA.First, b) : (b, None);
            cuts[b] = cuts.TryGetValue(b, out var atB) ? (atB.First, a) : (a, None);
        }

        var middle = (heights[row, column] + heights[row, column + 1] + heights[row + 1, column] + heights[row + 1, column + 1]) / 4 >= level;
        switch (corners)
        {
            case 1 or 14: Join(west, bottom); break;
            case 2 or 13: Join(bottom, east); break;
            case 4 or 11: Join(east, top); break;
            case 8 or 7: Join(top, west); break;
            case 3 or 12: Join(west, east); break;
            case 6 or 9: Join(bottom, top); break;
            case 5 or 10 when middle == (corners == 5): Join(bottom, east); Join(top, west); break;
            case 5 or 10: Join(west, bottom); Join(east, top); break;
            default: break;
        }
    }

    /// <summary>Where the height lies on a side, between its two nodes in proportion.</summary>
    private static PlanePoint Place(PlaneArea area, double[,] heights, double level, int side)
    {
        var (rows, columns) = (heights.GetLength(0), heights.GetLength(1));
        var (row, column) = (side / 2 / columns, side / 2 % columns);
        var (endRow, endColumn) = side % 2 == 0 ? (row, column + 1) : (row + 1, column);
        var (from, to) = (heights[row, column], heights[endRow, endColumn]);
        var share = (level - from) / (to - from);
        double Across(double c) => area.Left + (area.Width * c / (columns - 1));
        double Up(double r) => area.Bottom + (area.Height * r / (rows - 1));
        return new(Across(column + (share * (endColumn - column))), Up(row + (share * (endRow - row))));
    }
}
