namespace Mixtura;

/// <summary>Models as JSON files: versioned, exact doubles, strict on reading, written whole or not at all.</summary>
public static class ModelFile
{
    public static void Write(ClusteringModel model, string path) => throw new NotImplementedException();

    public static ClusteringModel Read(string path) => throw new NotImplementedException();

    public static string ToJson(ClusteringModel model) => throw new NotImplementedException();

    public static ClusteringModel FromJson(string json) => throw new NotImplementedException();
}
