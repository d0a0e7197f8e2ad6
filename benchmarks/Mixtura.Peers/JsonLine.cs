using System.Text.Json.Nodes;

namespace Mixtura.Peers;

/// <summary>One JSON object a line on standard output.</summary>
internal static class JsonLine
{
    public static void Say(Workload workload, params ReadOnlySpan<(string Key, JsonNode? Value)> fields)
    {
        var line = new JsonObject { ["peer"] = "mixtura", ["name"] = workload.Name };
        foreach (var (key, value) in fields)
        {
            line[key] = value;
        }

        Console.WriteLine(line.ToJsonString());
    }
}
