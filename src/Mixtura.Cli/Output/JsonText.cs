using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mixtura.Cli.Output;

/// <summary>JSON as the command prints it: names and sentences readable, doubles in full.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object on one line.</summary>
    public static string Object(Action<Utf8JsonWriter> properties)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static void Array<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WritePropertyName(name);
        json.Array(values, write);
    }

    public static void Array<T>(this Utf8JsonWriter json, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            write(value);
        }

        json.WriteEndArray();
    }

    public static void Numbers(this Utf8JsonWriter json, IEnumerable<double> values) => json.Array(values, json.WriteNumberValue);

    public static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<double> values) => json.Array(name, values, json.WriteNumberValue);

    /// <summary>An array of the rows of a matrix.</summary>
    public static void Matrix(this Utf8JsonWriter json, double[,] matrix) => json.Array(
        Enumerable.Range(0, matrix.GetLength(0)), i => json.Numbers(Enumerable.Range(0, matrix.GetLength(1)).Select(j => matrix[i, j])));

    /// <summary>A number, or null where it is not defined.</summary>
    public static void NumberOrNull(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> values) => json.Array(name, values, json.WriteStringValue);
}
