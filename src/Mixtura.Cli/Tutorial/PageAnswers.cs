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

    public async Task Answer(HttpListenerContext context)
    {
        var response = context.Response;
        response.Headers["Content-Security-Policy"] = policy;
        response.Headers["X-Content-Type-Options"] = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Referrer-Policy"] = "no-referrer";
        var request = context.Request;
        if (!string.Equals(request.Headers["Host"], host, StringComparison.OrdinalIgnoreCase))
        {
            await Refuse(response, HttpStatusCode.BadRequest, $"This server is called {host}.").ConfigureAwait(false);
        }
        else if (request.HttpMethod is not ("GET" or "HEAD"))
        {
            response.Headers["Allow"] = "GET, HEAD";
            await Refuse(response, HttpStatusCode.MethodNotAllowed, "Files are read here, and nothing else is done.").ConfigureAwait(false);
        }
        else if (!files.TryFind(request.RawUrl ?? string.Empty, out var file))
        {
            await Refuse(response, HttpStatusCode.NotFound, "The tutorial has no such file.").ConfigureAwait(false);
        }
        else
        {
            response.ContentType = file.ContentType;
            response.Headers["Cache-Control"] = file.CacheControl;
            await Send(response, file.Content, withContent: request.HttpMethod is "GET").ConfigureAwait(false);
        }
    }

    private static Task Refuse(HttpListenerResponse response, HttpStatusCode status, string sentence)
    {
        response.StatusCode = (int)status;
        response.ContentType = ContentTypes.Of(".txt");
        response.Headers["Cache-Control"] = "no-store";
        return Send(response, Encoding.UTF8.GetBytes(sentence), withContent: true);
    }

    private static async Task Send(HttpListenerResponse response, byte[] content, bool withContent)
    {
        response.ContentLength64 = content.Length;
        if (withContent)
        {
            await response.OutputStream.WriteAsync(content).ConfigureAwait(false);
        }

        response.Close();
    }
}
