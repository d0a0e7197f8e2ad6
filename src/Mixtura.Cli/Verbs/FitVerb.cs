using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.IO;
using Mixtura.Plots;

namespace Mixtura.Cli.Verbs;

/// <summary>What both fits share: read the rows, fit, then write the files that were asked for and show the model.</summary>
internal abstract class FitVerb(Session session, string name, string description, string example) : Verb(session, name, description, example)
{
    protected virtual DataOptions Data { get; } = new();

    protected abstract FitOptions Fit { get; }

    protected override void Run(ParseResult parse)
    {
        CheckOptions(parse);
        using var table = Data.Read(parse, Session, Data.Table(parse, startLabels: Fit.StartLabels(parse), known: Known(parse)));
        var fitted = Session.Watch("Fitting", progress => Fitted(parse, table, progress));
        var model = fitted.Model;

        // From here on it is writing: what was cancelled before has touched no file, and what comes now is short.
        Session.CancellationToken.ThrowIfCancellationRequested();
        Write(parse, fitted, table);
        Session.Warn(model.Report.Warnings);
        if (WantsJson(parse))
        {
            Session.Json(json => ModelJson.Write(json, model));
        }
        else
        {
            ModelTables.Show(Session.Results, model);
        }
    }

    protected abstract FitOutcome Fitted(ParseResult parse, Table table, IProgress<FitProgress> progress);

    /// <summary>The files that are read, so that none of them is written over.</summary>
    protected virtual IEnumerable<string?> Inputs(ParseResult parse) => [Data.Name(parse), Fit.Start(parse)];

    /// <summary>The column of known components, where there is one.</summary>
    protected virtual string? Known(ParseResult parse) => null;

    protected virtual void CheckOptions(ParseResult parse) => Fit.Check(parse, Inputs(parse));

    private void Write(ParseResult parse, FitOutcome fitted, Table table)
    {
        var model = fitted.Model;
        if (Fit.Model(parse) is { } modelFile)
        {
            ModelFile.Write(model, modelFile);
            Session.Wrote(modelFile);
        }

        if (Fit.Labels(parse) is { } labelFile)
        {
            OutputColumn label = new("label", fitted.Labels ?? TableRows.Labels(model, table, Threads(parse)));
            TableWriter.Write(labelFile, table.Kept is { } kept ? [new("row", kept.Select(row => row + 1).ToArray()), label] : [label], CancellationToken.None);
            Session.Wrote(labelFile);
        }

        if (Fit.Plot(parse) is { } figureFile)
        {
            ModelFigure.Save(figureFile, TableRows.Complete(model, table, Threads(parse)), model, new FigureOptions(), fitted.Labels);
            Session.Wrote(figureFile);
        }
    }
}
