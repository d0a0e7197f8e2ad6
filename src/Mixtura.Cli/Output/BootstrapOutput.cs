using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Mixtura.Cli.Output;

/// <summary>How far the parameters of a mixture may be off: as JSON, and as a table with a line for each weight, mean and variance.</summary>
internal static class BootstrapOutput
{
    public static void Write(Utf8JsonWriter json, BootstrapErrors errors, string kind)
    {
        json.WriteString("kind", kind);
        json.WriteNumber("replicates", errors.Replicates);
        json.WriteNumber("discarded", errors.Discarded);
        json.WriteNumber("confidence", errors.Confidence);
        json.Array("weights", errors.Weights, one => Estimate(json, one));
        json.Array("means", errors.Means, mean => json.Array(mean, one => Estimate(json, one)));
        json.Array("covariances", Enumerable.Range(0, errors.Weights.Length).Select(errors.CovarianceOf), matrix =>
            json.Array(Enumerable.Range(0, errors.Dimension), j => json.Array(Enumerable.Range(0, errors.Dimension).Select(l => matrix[j, l]), one => Estimate(json, one))));
        json.Strings("warnings", errors.Warnings);
    }

    public static void Show(IAnsiConsole console, BootstrapErrors errors, IReadOnlyList<string> features)
    {
        console.MarkupLineInterpolated($"[bold]{errors.Replicates} replicates, intervals of {ModelTables.Percent(errors.Confidence)}[/]");
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("component").AddColumn("parameter");
        foreach (var name in new[] { "estimate", "standard error", "bias", "from", "to" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        for (var k = 0; k < errors.Weights.Length; k++)
        {
            Add(table, k, "weight", errors.Weights[k]);
            var covariance = errors.CovarianceOf(k);
            for (var j = 0; j < errors.Dimension; j++)
            {
                Add(table, k, $"mean {features[j]}", errors.Means[k][j]);
            }

            for (var j = 0; j < errors.Dimension; j++)
            {
                Add(table, k, $"variance {features[j]}", covariance[j, j]);
            }
        }

        console.Write(table);
    }

    private static void Add(Table table, int component, string parameter, BootstrapEstimate one) => table.AddRow(
        component.ToString(CultureInfo.InvariantCulture),
        Markup.Escape(parameter),
        ModelTables.Short(one.Estimate),
        one.StandardError.ToString("G3", CultureInfo.InvariantCulture),
        one.Bias.ToString("G2", CultureInfo.InvariantCulture),
        ModelTables.Short(one.Low),
        ModelTables.Short(one.High));

    private static void Estimate(Utf8JsonWriter json, BootstrapEstimate one)
    {
        json.WriteStartObject();
        json.WriteNumber("estimate", one.Estimate);
        json.WriteNumber("standardError", one.StandardError);
        json.WriteNumber("bias", one.Bias);
        json.WriteNumber("low", one.Low);
        json.WriteNumber("high", one.High);
        json.WriteEndObject();
    }
}
