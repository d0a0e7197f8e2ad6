using System.Globalization;
using CsvHelper;
using Mixtura.Playground.Bench;

namespace Mixtura.Playground.Sharing;

/// <summary>Points as a table that any program reads: their two features and, where there are classes, those. Numbers are read back to the bit.</summary>
internal static class PointsCsv
{
    /// <summary>The name of the column of classes.</summary>
    public const string ClassName = "class";

    /// <summary>The text of the file.</summary>
    public static string Of(Drawing drawing)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            writer.WriteField(drawing.Names.X);
            writer.WriteField(drawing.Names.Y);
            Class(writer, drawing, ClassName);
            for (var i = 0; i < drawing.Count; i++)
            {
                writer.WriteField(Number(drawing.Points[i].X));
                writer.WriteField(Number(drawing.Points[i].Y));
                Class(writer, drawing, drawing.HasClasses && drawing.Classes[i] >= 0 ? drawing.ClassNames[drawing.Classes[i]] : "");
            }
        }

        return text.ToString();
    }

    private static void Class(CsvWriter writer, Drawing drawing, string text)
    {
        if (drawing.HasClasses)
        {
            writer.WriteField(text);
        }

        writer.EndRecord();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
