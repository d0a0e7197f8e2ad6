using System.Diagnostics;

namespace Mixtura.Tests.Conformance;

/// <summary>The same seed gives the same bits: any number of threads, any vector width, in processes of their own.</summary>
public sealed class ByteIdentityTests(ByteIdentityTests.FourThreads expected) : IClassFixture<ByteIdentityTests.FourThreads>
{
    [Theory]
    [InlineData(1, null, 512)]
    [InlineData(2, null, 512)]
    [InlineData(7, null, 512)]
    [InlineData(2, "DOTNET_EnableAVX512", 256)]
    [InlineData(3, "DOTNET_EnableAVX2", 128)]
    [InlineData(2, "DOTNET_EnableHWIntrinsic", 0)]
    public void Model_files_are_the_same_to_the_byte(int threads, string? switchedOff, int mostBits)
    {
        var actual = Fit(threads, switchedOff, mostBits);
        Assert.Equal(expected.Files.Keys.Order(), actual.Keys.Order());
        Assert.All(expected.Files, file => Assert.True(file.Value.AsSpan().SequenceEqual(actual[file.Key]), $"{file.Key} differs"));
    }

    private static Dictionary<string, byte[]> Fit(int threads, string? switchedOff, int mostBits)
    {
        var folder = Directory.CreateTempSubdirectory("mixtura-bits-").FullName;
        try
        {
            return FilesOf(folder, threads, switchedOff, mostBits);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, byte[]> FilesOf(string into, int threads, string? switchedOff, int mostBits)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Mixtura.Bits.dll"), into, threads.ToString()]) { RedirectStandardOutput = true };
        if (switchedOff is not null)
        {
            start.Environment[switchedOff] = "0";
        }

        using var process = Process.Start(start)!;
        var width = int.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);

        // A switch that the runtime no longer knows would make this test prove nothing.
        Assert.True(width <= mostBits, $"with {switchedOff} off, vectors still have {width} bits");
        return Directory.GetFiles(into).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
    }

    /// <summary>The files of four threads, at the widest vectors there are.</summary>
    public sealed class FourThreads
    {
        public Dictionary<string, byte[]> Files { get; } = Fit(4, null, 512);
    }
}
