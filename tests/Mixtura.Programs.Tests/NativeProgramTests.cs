namespace Mixtura.Programs.Tests;

/// <summary>
/// tests/Mixtura.Aot as native code. Its build with the AOT and trim analyzers (warnings are errors) is part of the
/// solution's; here the whole-program compiler has its say, and the result runs.
/// </summary>
[Collection(Command.Builds)]
public class NativeProgramTests
{
    [Fact]
    public async Task The_native_program_fits_saves_and_reads_back()
    {
        Assert.SkipUnless(
            HasProgram("clang") || HasProgram("gcc"),
            "SKIPPED: native publish of tests/Mixtura.Aot needs a linker (clang or gcc), and this machine has none; only the AOT and trim analyzers ran.");

        using var folder = new TemporaryFolder();
        var publish = await Command.Run(
            "dotnet", Repository.Root, "publish", Repository.PathOf("tests", "Mixtura.Aot"), "-c", "Release", "-o", Path.Combine(folder.Path, "bin"), "-p:TreatWarningsAsErrors=true", "--disable-build-servers");
        publish.AssertSucceeded();
        Assert.DoesNotContain("warning", publish.Output, StringComparison.Ordinal);

        var native = Directory.CreateDirectory(Path.Combine(folder.Path, "native")).FullName;
        var run = await Command.Run(Path.Combine(folder.Path, "bin", "Mixtura.Aot"), folder.Path, native);
        run.AssertSucceeded();

        // Two 10 x 10 unit grids: 200 rows x 2 features x variance (10^2 - 1) / 12 = 3300.
        Assert.Equal(["kmeans sizes 100+100 inertia 3300.000000", "mixture sizes 100+100 weights 1.000000", "read back: the same"], run.Output.TrimEnd().Split('\n'));

        // Native code is compiled for the least processor that .NET runs on; the just-in-time compiler takes what this one
        // has. Models, and so their files, must not differ in a bit.
        var managed = Directory.CreateDirectory(Path.Combine(folder.Path, "managed")).FullName;
        (await Command.Run("dotnet", Repository.Root, "run", "-c", "Release", "--project", Repository.PathOf("tests", "Mixtura.Aot"), "--", managed)).AssertSucceeded();
        Assert.All(
            new[] { "kmeans.json", "mixture.json", "overlap.json" },
            file => Assert.Equal(File.ReadAllText(Path.Combine(managed, file)), File.ReadAllText(Path.Combine(native, file))));
    }

    private static bool HasProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
