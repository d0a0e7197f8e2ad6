using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;

namespace Mixtura.Playground.Errands;

/// <summary>The end of an errand that lies in a worker of the browser: worker.js calls it.</summary>
[SupportedOSPlatform("browser")]
internal static partial class Worker
{
    /// <summary>Runs an errand.</summary>
    /// <param name="number">Its number, under which progress is told.</param>
    /// <param name="errand">The errand as JSON.</param>
    /// <returns>The answer.</returns>
    [JSExport]
    internal static string Run(int number, string errand) =>
        JsonSerializer.Deserialize(errand, ErrandJson.Default.Errand)!.Run(new Telling(number));

    [JSImport("tell", "worker")]
    private static partial void Tell(int number, int restart, int restarts, int iteration, double objective);

    private sealed class Telling(int number) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => Tell(number, value.Restart, value.Restarts, value.Iteration, value.Objective);
    }
}
