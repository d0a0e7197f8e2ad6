using System.Text;
using System.Text.Json;

namespace Mixtura;

/// <summary>
/// Models as JSON files: versioned, doubles exact to the bit, strict on reading, written whole or not at all. A file holds what the model
/// knows, so that a model read back predicts the same bits; of the fit's story all but the seconds, so that the same fit gives the same
/// bytes.
/// </summary>
public static class ModelFile
{
    /// <summary>Writes a model to a file: to a temporary one beside it first, which then takes its name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Where; an older file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to; an older file is untouched.</exception>
    public static void Write(ClusteringModel model, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var json = ToJson(model);
        WholeFile.Write(path, temporary => File.WriteAllText(temporary, json + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
    }

    /// <summary>Reads a model from a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A <see cref="KMeansModel"/>, a <see cref="GaussianMixtureModel"/>, a <see cref="StudentMixtureModel"/> or a <see cref="MixtureClassifierModel"/>.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    /// <exception cref="MixturaException">It is no whole model file, of a newer version, or inconsistent; the message says which.</exception>
    public static ClusteringModel Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return FromJson(File.ReadAllText(path));
        }
        catch (MixturaException fault)
        {
            throw new MixturaException($"{path}: {fault.Message}", fault);
        }
    }

    /// <summary>Whether a file begins as model files do, which tells them from tables in JSON; whether it is whole only reading shows.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Whether it does; false where there is no such file.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static bool IsModel(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            return false;
        }

        var beginning = new byte[256];
        using var file = File.OpenRead(path);
        var json = new Utf8JsonReader(beginning.AsSpan(0, file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)), isFinalBlock: false, default);
        try
        {
            return json.Read() && json.TokenType == JsonTokenType.StartObject
                && json.Read() && json.ValueTextEquals("format") && json.Read() && json.TokenType == JsonTokenType.String && json.ValueTextEquals(ModelNames.Format);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A model as JSON text.</summary>
    /// <param name="model">The model.</param>
    /// <returns>One JSON object, indented.</returns>
    public static string ToJson(ClusteringModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ModelWriter.Write(model);
    }

    /// <summary>A model from JSON text.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <returns>A <see cref="KMeansModel"/>, a <see cref="GaussianMixtureModel"/>, a <see cref="StudentMixtureModel"/> or a <see cref="MixtureClassifierModel"/>.</returns>
    /// <exception cref="MixturaException">It is no whole model, of a newer version, or inconsistent; the message says which.</exception>
    public static ClusteringModel FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ModelReader.Read(json);
    }
}
