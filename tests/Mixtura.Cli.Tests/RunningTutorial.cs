namespace Mixtura.Cli.Tests;

/// <summary><c>mixtura tutorial</c>, running in this process and serving its page until it is ended as by Ctrl+C.</summary>
internal sealed class RunningTutorial : IAsyncDisposable
{
    private readonly CancellationTokenSource interrupt = new();
    private readonly FlushedWriter output = new();
    private readonly StringWriter error = new();
    private readonly Task<int> run;

    private RunningTutorial(string[] options) => run = Task.Factory.StartNew(
        () => MixturaCommand.Run(["tutorial", .. options], TextReader.Null, output, error, interrupt.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>What the command had written when it first saw to it that its reader gets it.</summary>
    public string Announced => output.Flushed.Result;

    /// <summary>The address that it announced.</summary>
    public Uri Address => new(new string([.. Announced[Announced.IndexOf("http:", StringComparison.Ordinal)..].TakeWhile(letter => letter is not (' ' or '"'))]));

    /// <summary>Starts the verb, and returns once it has told its address.</summary>
    public static async Task<RunningTutorial> Start(params string[] options)
    {
        var started = new RunningTutorial(options);
        if (await Task.WhenAny(started.output.Flushed, started.run) == started.run)
        {
            throw new InvalidOperationException($"mixtura tutorial ended with {await started.run}: {started.error}");
        }

        return started;
    }

    /// <summary>Ctrl+C; the exit code, and all that the command wrote.</summary>
    public async Task<(int Code, string Output, string Error)> End()
    {
        await interrupt.CancelAsync();
        return (await run, output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        interrupt.Dispose();
        await output.DisposeAsync();
        await error.DisposeAsync();
    }

    /// <summary>Text whose reader sees it when it is flushed, as at the other end of a pipe.</summary>
    private sealed class FlushedWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Flushed => flushed.Task;

        public override void Flush()
        {
            base.Flush();
            if (GetStringBuilder().Length > 0)
            {
                flushed.TrySetResult(ToString());
            }
        }
    }
}
