namespace Mixtura.IO.Sources;

/// <summary>Standard input, kept in a file of its own: its form is found in one pass and its rows in another, and it flows only once.</summary>
internal sealed class StandardInput : IDisposable
{
    public const string Source = "-";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mixtura-");

    public string Path => System.IO.Path.Combine(folder.FullName, "input.csv");

    public static StandardInput Keep(Stream stream, CancellationToken cancellationToken)
    {
        var input = new StandardInput();
        try
        {
            using var file = File.Create(input.Path);
            var buffer = new byte[1 << 16];
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.Write(buffer, 0, read);
            }

            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(folder.FullName))
        {
            folder.Delete(recursive: true);
        }
    }
}
