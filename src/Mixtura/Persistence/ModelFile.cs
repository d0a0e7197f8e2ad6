using System.Text;

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
    /// <returns>A <see cref="KMeansModel"/> or a <see cref="GaussianMixtureModel"/>.</returns>
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
    /// <returns>A <see cref="KMeansModel"/> or a <see cref="GaussianMixtureModel"/>.</returns>
    /// <exception cref="MixturaException">It is no whole model, of a newer version, or inconsistent; the message says which.</exception>
    public static ClusteringModel FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ModelReader.Read(json);
    }
}
