using System.Globalization;
using Spectre.Console;

namespace Mixtura.Cli.Output;

/// <summary>Where reading or fitting stands, on a terminal's one changing line; says nothing without one.</summary>
internal sealed class StatusProgress(StatusContext? status, string what) : IProgress<FitProgress>, IProgress<long>
{
    private readonly Lock gate = new();

    public void Report(FitProgress value)
    {
        if (value.IsSearch)
        {
            Show($"{what}: search, step {value.Iteration}, objective {value.Objective:G6}");
        }
        else if (value.MaxIterations == 0)
        {
            Show($"{what}: fit {value.Restart + 1} of {value.Restarts}");
        }
        else
        {
            Show($"{what}: start {value.Restart + 1} of {value.Restarts}, iteration {value.Iteration}, objective {value.Objective:G6}");
        }
    }

    public void Report(long value) => Show($"{what}: {value:N0} rows");

    private void Show(FormattableString text)
    {
        if (status is null)
        {
            return;
        }

        // Starts run side by side and report from their own threads.
        lock (gate)
        {
            status.Status = Markup.Escape(text.ToString(CultureInfo.InvariantCulture));
        }
    }
}
