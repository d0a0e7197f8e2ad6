using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary><c>mixtura tutorial</c> as a user meets it: where it serves, what it says, how it ends.</summary>
public class TutorialTests
{
    [Fact]
    public async Task One_line_tells_the_address_and_how_to_end()
    {
        await using var tutorial = await RunningTutorial.Start("--no-browser");
        Assert.Matches(@"^The tutorial is at http://127\.0\.0\.1:\d+/ until you press Ctrl\+C\.\r?\n$", tutorial.Announced);
        var (code, output, error) = await tutorial.End();
        Assert.Equal((0, tutorial.Announced, string.Empty), (code, output, error));
    }

    [Fact]
    public async Task Json_is_one_object_with_the_address()
    {
        await using var tutorial = await RunningTutorial.Start("--json");
        using var document = JsonDocument.Parse(tutorial.Announced);
        Assert.Equal("url", Assert.Single(document.RootElement.EnumerateObject()).Name);
        Assert.Equal(tutorial.Address.ToString(), document.RootElement.GetProperty("url").GetString());
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(tutorial.Address, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal((0, tutorial.Announced, string.Empty), await tutorial.End());
    }

    /// <summary>What its help shows, word by word.</summary>
    [Fact]
    public async Task The_example_is_a_command_line_of_that_verb()
    {
        var example = CommandRun.Of("tutorial", "--help").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Trim();
        Assert.StartsWith("mixtura tutorial ", example, StringComparison.Ordinal);
        await using var tutorial = await RunningTutorial.Start(example.Split(' ')[2..]);
        Assert.Equal(0, (await tutorial.End()).Code);
    }

    [Fact]
    public async Task It_listens_on_this_machine_alone()
    {
        await using var tutorial = await RunningTutorial.Start("--no-browser");
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == tutorial.Address.Port);
        Assert.Equal([IPAddress.Loopback], listening.Select(end => end.Address));
    }

    [Fact]
    public async Task A_port_that_is_named_is_taken()
    {
        int port;
        using (var any = Listener(0))
        {
            port = PortOf(any);
        }

        await using var tutorial = await RunningTutorial.Start("--no-browser", "--port", $"{port}");
        Assert.Equal(port, tutorial.Address.Port);
    }

    [Fact]
    public void A_port_that_another_program_has_is_said_so()
    {
        using var other = Listener(0);
        var sentence = CommandRun.Of("tutorial", "--no-browser", "--port", $"{PortOf(other)}").Failure(MixturaCommand.Failed);
        Assert.Contains($"Port {PortOf(other)} of 127.0.0.1", sentence, StringComparison.Ordinal);
        Assert.Contains("--port", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("http")]
    public void A_port_that_is_none_is_a_usage_error(string port) =>
        Assert.Contains($"--port takes a whole number from 1 to 65535, not \"{port}\"", CommandRun.Of("tutorial", "--no-browser", "--port", port).Failure(MixturaCommand.Usage), StringComparison.Ordinal);

    /// <summary>A reader who is half way through a request, and one who keeps a connection open, do not hold it up; the port is free afterwards.</summary>
    [Fact]
    public async Task Ctrl_C_ends_it_though_readers_are_connected()
    {
        await using var tutorial = await RunningTutorial.Start("--no-browser");
        using var halfWay = new TcpClient();
        await halfWay.ConnectAsync(IPAddress.Loopback, tutorial.Address.Port, TestContext.Current.CancellationToken);
        await halfWay.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: "), TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        Assert.NotEmpty(await client.GetStringAsync(tutorial.Address, TestContext.Current.CancellationToken));

        Assert.Equal((0, tutorial.Announced, string.Empty), await tutorial.End());
        using var next = Listener(tutorial.Address.Port);
    }

    private static TcpListener Listener(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
