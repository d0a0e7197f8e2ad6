using System.Net.Sockets;
using System.Text;

namespace Mixtura.Cli.Tests;

/// <summary>A request written letter by letter, as no well-behaved client would send it.</summary>
internal static class RawRequest
{
    /// <summary>Sends one and returns everything that comes back until the server closes the connection.</summary>
    public static async Task<string> Send(Uri server, string target, string? host, string method = "GET")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var named = host is null ? "" : $"Host: {host}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\n{named}Connection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The status of an answer, and what follows its head.</summary>
    public static (int Status, string Content) Parse(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), answer[(end + 4)..]);
    }
}
