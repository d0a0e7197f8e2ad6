using System.Globalization;
using System.Text.Json;

namespace Mixtura;

/// <summary>A JSON object of which every property must be read exactly once: what is missing, unknown or of another kind is an error that names it.</summary>
internal sealed class StrictObject
{
    private readonly Dictionary<string, JsonElement> unread;
    private readonly string path;

    public StrictObject(JsonElement element, string path)
    {
        this.path = path;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Fault($"{(path.Length == 0 ? "the file" : path)} is not an object");
        }

        unread = element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
    }

    public static MixturaException Fault(string what) => new($"This is no usable model file: {what}.");

    public string Text(string name) => Take(name, JsonValueKind.String).GetString()!;

    public double Number(string name) => NumberOf(Take(name, JsonValueKind.Number), name);

    public long Count(string name) => CountOf(Take(name, JsonValueKind.Number), name);

    public ulong Unsigned(string name) => Take(name, JsonValueKind.Number).TryGetUInt64(out var value) ? value : throw Fault($"{path}{name} is not a whole number from 0 to 2^64 - 1");

    public bool Truth(string name)
    {
        var element = Take(name);
        return element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Fault($"{path}{name} is neither true nor false");
    }

    public T Word<T>(string name, (T Value, string Name)[] words)
    {
        var text = Text(name);
        var at = Array.FindIndex(words, w => string.Equals(w.Name, text, StringComparison.Ordinal));
        return at >= 0 ? words[at].Value : throw Fault($"{path}{name} is '{text}' where one of {string.Join(", ", words.Select(w => w.Name))} is expected");
    }

    public StrictObject Object(string name) => new(Take(name), $"{path}{name}.");

    public string[] Texts(string name) => [.. Items(name).Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : throw Fault($"{path}{name} holds something that is not a text"))];

    public double[] Numbers(string name) => [.. Items(name).Select(e => NumberOf(e, name))];

    public long[] Counts(string name) => [.. Items(name).Select(e => CountOf(e, name))];

    public StrictObject[] Objects(string name) => [.. Items(name).Select((e, i) => new StrictObject(e, string.Create(CultureInfo.InvariantCulture, $"{path}{name}[{i}].")))];

    /// <summary>Rows of equal length, one after the other.</summary>
    public double[] Rows(string name, int count, int dimension)
    {
        var rows = Items(name).ToArray();
        if (rows.Length != count || rows.Any(r => r.ValueKind != JsonValueKind.Array || r.GetArrayLength() != dimension))
        {
            throw Fault($"{path}{name} is not {count} rows of {dimension} numbers");
        }

        return [.. rows.SelectMany(r => r.EnumerateArray()).Select(e => NumberOf(e, name))];
    }

    /// <summary>To be called when all is read.</summary>
    public void End()
    {
        if (unread.Count > 0)
        {
            throw Fault($"it holds {string.Join(", ", unread.Keys.Order(StringComparer.Ordinal).Select(k => path + k))}, which this version does not know");
        }
    }

    private JsonElement.ArrayEnumerator Items(string name) => Take(name, JsonValueKind.Array).EnumerateArray();

    private JsonElement Take(string name, JsonValueKind kind)
    {
        var element = Take(name);
        return element.ValueKind == kind ? element : throw Fault($"{path}{name} is not {(kind == JsonValueKind.Array ? "an array" : $"a {kind.ToString().ToLowerInvariant()}")}");
    }

    private JsonElement Take(string name) => unread.Remove(name, out var element) ? element : throw Fault($"{path}{name} is missing");

    private double NumberOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Fault($"{path}{name} holds something that is not a finite number");

    private long CountOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) && value >= 0 ? value : throw Fault($"{path}{name} holds something that is not a count");
}
