using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>One run of the command in this process: what it returned and what it wrote where.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public static CommandRun Of(params string[] args) => Of(TextReader.Null, CancellationToken.None, args);

    public static CommandRun Of(TextReader input, CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = MixturaCommand.Run(args, input, output, error, cancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>The one object on standard output, of a run that did what it was asked.</summary>
    public JsonElement Json()
    {
        Assert.Equal((0, string.Empty), (Code, Code == 0 ? string.Empty : Error));
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>A failure says one sentence on standard error, and nothing on standard output.</summary>
    public string Failure(int code)
    {
        Assert.Equal((code, string.Empty), (Code, Output));
        var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Single(lines);
        Assert.StartsWith("mixtura: ", lines[0], StringComparison.Ordinal);
        return lines[0];
    }
}
