using System.Buffers.Text;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Mixtura.Geometry;
using Mixtura.Playground.Bench;

namespace Mixtura.Playground.Sharing;

/// <summary>
/// Points as a short text for addresses: numbers of the drawing's grid, each as the difference to the one before in as few bytes as it needs, deflated (RFC 1951), in the letters of base64url
/// (RFC 4648). Points on the grid come back to the bit; others go to the nearest place of it.
/// </summary>
internal static class PointCode
{
    /// <summary>The most letters of an address's points: browsers and mail programs cut addresses beyond about 8,000.</summary>
    public const int MostLetters = 7_600;

    private const int Version = 1;

    /// <summary>A page asks for the text of one drawing many times.</summary>
    private static (Drawing Drawing, string Text)? last;

    /// <summary>The text of a drawing.</summary>
    public static string Encode(Drawing drawing)
    {
        var known = last;
        if (known is not { } found || !ReferenceEquals(found.Drawing, drawing))
        {
            last = known = (drawing, Text(drawing));
        }

        return known.Value.Text;
    }

    private static string Text(Drawing drawing)
    {
        using var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(bytes, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var writer = new BinaryWriter(deflate, Encoding.UTF8))
        {
            Write(writer, drawing);
        }

        return Base64Url.EncodeToString(bytes.ToArray());
    }

    /// <summary>Whether the text of a drawing holds all of it.</summary>
    public static bool IsExact(Drawing drawing) => drawing.Points.All(p => drawing.Grid.Near(p) == p);

    /// <summary>The drawing of a text; null where it is none.</summary>
    public static Drawing? Decode(string text)
    {
        try
        {
            using var bytes = new MemoryStream(Base64Url.DecodeFromChars(text));
            using var deflate = new DeflateStream(bytes, CompressionMode.Decompress);
            using var reader = new BinaryReader(deflate, Encoding.UTF8);
            return Read(reader);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or IOException or ArgumentException)
        {
            return null;
        }
    }

    private static void Write(BinaryWriter writer, Drawing drawing)
    {
        var grid = drawing.Grid;
        writer.Write7BitEncodedInt(Version);
        writer.Write(checked((short)grid.Exponent));
        foreach (var edge in new[] { drawing.Area.Left, drawing.Area.Right, drawing.Area.Bottom, drawing.Area.Top })
        {
            writer.Write(edge);
        }

        writer.Write(drawing.Names.X);
        writer.Write(drawing.Names.Y);
        writer.Write7BitEncodedInt(drawing.Count);
        writer.Write7BitEncodedInt(drawing.HasClasses ? drawing.ClassNames.Length + 1 : 0);
        foreach (var name in drawing.HasClasses ? drawing.ClassNames : [])
        {
            writer.Write(name);
        }

        foreach (var across in new[] { true, false })
        {
            long before = 0;
            foreach (var point in drawing.Points)
            {
                var number = grid.Number(across ? point.X : point.Y);
                var step = number - before;
                writer.Write7BitEncodedInt64((step << 1) ^ (step >> 63));
                before = number;
            }
        }

        foreach (var own in drawing.HasClasses ? drawing.Classes : [])
        {
            writer.Write7BitEncodedInt(own + 1);
        }
    }

    private static Drawing? Read(BinaryReader reader)
    {
        if (reader.Read7BitEncodedInt() != Version)
        {
            return null;
        }

        var grid = new Grid(reader.ReadInt16());
        var area = new PlaneArea(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        var names = (reader.ReadString(), reader.ReadString());
        var count = reader.Read7BitEncodedInt();
        var classes = reader.Read7BitEncodedInt();
        var sound = Math.Abs(grid.Exponent) <= 300 && double.IsFinite(area.Width) && double.IsFinite(area.Height) && area.Width > 0 && area.Height > 0 && count is >= 0 and <= Drawing.Most && classes is >= 0 and <= Drawing.Most;
        if (!sound || string.Equals(names.Item1, names.Item2, StringComparison.Ordinal))
        {
            return null;
        }

        ImmutableArray<string> classNames = [.. Enumerable.Range(1, Math.Max(0, classes - 1)).Select(_ => reader.ReadString())];
        double[] x = [.. Numbers(reader, count).Select(grid.Value)];
        double[] y = [.. Numbers(reader, count).Select(grid.Value)];
        ImmutableArray<int> own = classes == 0 ? [] : [.. Enumerable.Range(0, count).Select(_ => Math.Clamp(reader.Read7BitEncodedInt() - 1, -1, classNames.Length - 1))];
        return new() { Points = [.. x.Zip(y, (a, b) => new PlanePoint(a, b))], Classes = own, ClassNames = classNames, Area = area, Grid = grid, Names = names };
    }

    private static IEnumerable<long> Numbers(BinaryReader reader, int count)
    {
        long number = 0;
        for (var i = 0; i < count; i++)
        {
            var step = reader.Read7BitEncodedInt64();
            number += (long)((ulong)step >> 1) ^ -(step & 1);
            yield return number;
        }
    }
}
