using System.Text.Json;
using Mixtura.Cli.Output;
using Spectre.Console;

namespace Mixtura.Cli;

/// <summary>One run of the command: where it reads, where results and messages go, and when it must stop.</summary>
internal sealed class Session : IDisposable
{
    private const int WidthWithoutTerminal = 10_000;

    private readonly TextReader input;
    private string? spooled;

    public Session(TextReader input, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        this.input = input;
        Output = output;
        Error = error;
        CancellationToken = cancellationToken;
        Results = ConsoleOn(output, isTerminal: ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected);
        Messages = ConsoleOn(error, isTerminal: ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected);
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>Tables and sentences for people, on standard output.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Everything that is not the result, on standard error.</summary>
    public IAnsiConsole Messages { get; }

    /// <summary>What a table reader can open: DATA itself, or a file that holds what standard input gave, so that it can be read twice.</summary>
    public string Source(string data)
    {
        if (data is not "-")
        {
            return data;
        }

        if (spooled is null)
        {
            spooled = Path.Combine(Path.GetTempPath(), $"mixtura-input-{Guid.NewGuid():N}.csv");
            using var file = new StreamWriter(spooled);
            var buffer = new char[1 << 16];
            for (int read; (read = input.Read(buffer)) > 0;)
            {
                CancellationToken.ThrowIfCancellationRequested();
                file.Write(buffer, 0, read);
            }
        }

        return spooled;
    }

    /// <summary>Work that reports where it stands: shown while it runs on a terminal, and nowhere else.</summary>
    public T Watch<T>(string what, Func<StatusProgress, T> work)
    {
        if (!Messages.Profile.Out.IsTerminal)
        {
            return work(new StatusProgress(null, what));
        }

        T result = default!;
        Messages.Status().Start(Markup.Escape(what), context => result = work(new StatusProgress(context, what)));
        return result;
    }

    /// <summary>The one JSON object of standard output.</summary>
    public void Json(Action<Utf8JsonWriter> properties) => Output.WriteLine(JsonText.Object(properties));

    public void Wrote(string path) => Messages.MarkupLineInterpolated($"[grey]wrote[/] {path}");

    public void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            Messages.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
        }
    }

    /// <summary>One clear sentence on standard error.</summary>
    public int Fails(int code, string sentence)
    {
        var plain = spooled is null ? sentence : sentence.Replace(spooled, "standard input", StringComparison.Ordinal);
        Messages.MarkupLineInterpolated($"[red]mixtura:[/] {plain.ReplaceLineEndings(" ")}");
        return code;
    }

    public void Dispose()
    {
        if (spooled is not null)
        {
            File.Delete(spooled);
        }
    }

    private static IAnsiConsole ConsoleOn(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            // A pipe has no width: lines must not be broken for it.
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }
}
