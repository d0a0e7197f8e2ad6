namespace Mixtura.Kernels;

/// <summary>
/// Gives each of r rows a column of its own at the least total cost, r at most the number of columns: rows one after the other, each
/// along the shortest path of reduced costs (Jonker and Volgenant 1987). Exact in integers; O(r^2 columns).
/// </summary>
internal sealed class AssignmentProblem
{
    private const int Nobody = -1;

    private readonly long[] costs;
    private readonly int columns;
    private readonly long[] rowPrices;
    private readonly long[] columnPrices;
    private readonly int[] rowOf;
    private readonly long[] distances;
    private readonly int[] previous;
    private readonly bool[] settled;

    private AssignmentProblem(long[] costs, int rows)
    {
        this.costs = costs;
        columns = rows == 0 ? 0 : costs.Length / rows;
        rowPrices = new long[rows];
        columnPrices = new long[columns];
        rowOf = new int[columns];
        distances = new long[columns];
        previous = new int[columns];
        settled = new bool[columns];
        Array.Fill(rowOf, Nobody);
    }

    /// <param name="costs">rows x columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <returns>The column of each row.</returns>
    public static int[] Solve(long[] costs, int rows)
    {
        var problem = new AssignmentProblem(costs, rows);
        for (var row = 0; row < rows; row++)
        {
            problem.Augment(row, problem.ShortestPath(row));
        }

        var columnOf = new int[rows];
        for (var column = 0; column < problem.columns; column++)
        {
            if (problem.rowOf[column] != Nobody)
            {
                columnOf[problem.rowOf[column]] = column;
            }
        }

        return columnOf;
    }

    /// <summary>The free column that is nearest to a new row by reduced costs, over rows that would move on (Dijkstra 1959).</summary>
    private int ShortestPath(int newRow)
    {
        Array.Fill(distances, long.MaxValue);
        Array.Clear(settled);
        var row = newRow;
        var column = Nobody;
        long length = 0;
        while (true)
        {
            var from = column;
            var nearest = long.MaxValue;
            for (var j = 0; j < columns; j++)
            {
                if (settled[j])
                {
                    continue;
                }

                var through = length + costs[(row * columns) + j] - rowPrices[row] - columnPrices[j];
                if (through < distances[j])
                {
                    distances[j] = through;
                    previous[j] = from;
                }

                // Of equally near columns a free one ends the search at once.
                if (distances[j] < nearest || (distances[j] == nearest && rowOf[j] == Nobody))
                {
                    nearest = distances[j];
                    column = j;
                }
            }

            settled[column] = true;
            length = nearest;
            if (rowOf[column] == Nobody)
            {
                UpdatePrices(newRow, length);
                return column;
            }

            row = rowOf[column];
        }
    }

    /// <summary>Prices keep all reduced costs at 0 or more, and those of chosen pairs at 0.</summary>
    private void UpdatePrices(int newRow, long length)
    {
        rowPrices[newRow] += length;
        for (var j = 0; j < columns; j++)
        {
            if (settled[j])
            {
                columnPrices[j] += distances[j] - length;
                if (rowOf[j] != Nobody)
                {
                    rowPrices[rowOf[j]] += length - distances[j];
                }
            }
        }
    }

    /// <summary>Each row on the path takes the next column of it.</summary>
    private void Augment(int newRow, int column)
    {
        while (previous[column] != Nobody)
        {
            rowOf[column] = rowOf[previous[column]];
            column = previous[column];
        }

        rowOf[column] = newRow;
    }
}
