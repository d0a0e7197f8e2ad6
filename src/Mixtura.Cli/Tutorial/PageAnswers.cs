using System.Net;
using System.Text;

namespace Mixtura.Cli.Tutorial;

/// <summary>
/// What a request is answered: a file of the page for GET and HEAD, and a refusal for everything else. A request must name the server as
/// it is printed, 127.0.0.1 and the port: a page of another site that has its own name lead to this machine gets nothing to read.
/// </summary>
internal sealed class PageAnswers(PageFiles files, string host)
{
    private readonly string policy = ContentSecurityPolicy.Of(files);

    public Task Answer(HttpListenerContext context)
    {
        var request = context.Request;
        var response = context.Response;
        response.Headers["Content-Security-Policy"] = policy;
        response.Headers["X-Content-Type-Options"] = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return Send(response, Content(request, response), onlyHead: request.HttpMethod is "HEAD");
    }

    private byte[] Content(HttpListenerRequest request, HttpListenerResponse response)
    {
        if (!string.Equals(request.Headers["Host"], host, StringComparison.OrdinalIgnoreCase))
        {
            return Refusal(response, HttpStatusCode.BadRequest, $"This server is called {host}.");
        }

        if (request.HttpMethod is not ("GET" or "HEAD"))
        {
            response.Headers["Allow"] = "GET, HEAD";
            return Refusal(response, HttpStatusCode.MethodNotAllowed, "Files are read here, and nothing else is done.");
        }

        if (!files.TryFind(request.RawUrl ?? string.Empty, out var file))
        {
            return Refusal(response, HttpStatusCode.NotFound, "The tutorial has no such file.");
        }

        response.ContentType = file.ContentType;
        response.Headers["Cache-Control"] = file.CacheControl;
        return file.Content;
    }

    private static byte[] Refusal(HttpListenerResponse response, HttpStatusCode status, string sentence)
    {
        response.StatusCode = (int)status;
        response.ContentType = ContentTypes.Of(".txt");
        response.Headers["Cache-Control"] = "no-store";
        return Encoding.UTF8.GetBytes(sentence);
    }

    private static async Task Send(HttpListenerResponse response, byte[] content, bool onlyHead)
    {
        response.ContentLength64 = content.Length;
        if (!onlyHead)
        {
            await response.OutputStream.WriteAsync(content).ConfigureAwait(false);
        }

        response.Close();
    }
}
