using System.Net;
using System.Net.Sockets;

namespace Mixtura.Cli.Tutorial;

/// <summary>Listens on 127.0.0.1, which nothing but this machine reaches, and answers each request until it is told to end.</summary>
internal sealed class LoopbackServer : IDisposable
{
    // Between looking for a free port and taking it another program may be faster; that it is so every time is no accident.
    private const int Tries = 20;

    private readonly HttpListener listener;

    private LoopbackServer(HttpListener listener, int port)
    {
        this.listener = listener;
        Host = HostAt(port);
    }

    /// <summary>What a request must call this server: 127.0.0.1 and the port.</summary>
    public string Host { get; }

    public string Url => $"http://{Host}/";

    /// <summary>Begins to listen.</summary>
    /// <param name="port">The port, or none for one that is free.</param>
    /// <exception cref="IOException">The port is taken, or is not to be had by this user.</exception>
    public static LoopbackServer Start(int? port)
    {
        for (var left = Tries; ; left--)
        {
            var tried = port ?? FreePort();
            var started = new HttpListener { IgnoreWriteExceptions = true };
            started.Prefixes.Add($"http://{HostAt(tried)}/");
            try
            {
                started.Start();
                return new(started, tried);
            }
            catch (HttpListenerException fault)
            {
                // A listener that could not start has let go of everything.
                if (port is not null || left == 1)
                {
                    throw new IOException($"Port {tried} of 127.0.0.1 is not to be had ({fault.Message}): name another one with --port, or none for one that is free.", fault);
                }
            }
        }
    }

    /// <summary>Answers requests, and returns when <paramref name="cancellationToken"/> is cancelled and none is being answered.</summary>
    public async Task Serve(Func<HttpListenerContext, Task> answer, CancellationToken cancellationToken)
    {
        var answering = new List<Task>();
        var ended = cancellationToken.Register(listener.Abort);
        await using (ended.ConfigureAwait(false))
        {
            while (await Next(cancellationToken).ConfigureAwait(false) is { } request)
            {
                answering.RemoveAll(task => task.IsCompleted);
                answering.Add(Task.Run(() => Answered(answer, request), CancellationToken.None));
            }
        }

        await Task.WhenAll(answering).ConfigureAwait(false);
    }

    public void Dispose() => listener.Close();

    /// <summary>The next request, or none when the server ends.</summary>
    private async Task<HttpListenerContext?> Next(CancellationToken cancellationToken)
    {
        try
        {
            return await listener.GetContextAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (cancellationToken.IsCancellationRequested && fault is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A reader who went away, or a server that ends, is no fault: what was not sent is dropped.</summary>
    private static async Task Answered(Func<HttpListenerContext, Task> answer, HttpListenerContext request)
    {
        try
        {
            await answer(request).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            request.Response.Abort();
        }
    }

    private static string HostAt(int port) => $"{IPAddress.Loopback}:{port}";

    private static int FreePort()
    {
        using var any = new TcpListener(IPAddress.Loopback, port: 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }
}
