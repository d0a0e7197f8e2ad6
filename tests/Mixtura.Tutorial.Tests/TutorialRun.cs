namespace Mixtura.Tutorial.Tests;

/// <summary>All chapters, run once in an empty folder, and what they left there.</summary>
public sealed class TutorialRun : IDisposable
{
    public TutorialRun()
    {
        Folder = Directory.CreateTempSubdirectory("mixtura-tutorial-").FullName;
        Before = Chapter.In(TutorialFolder.Path);
        After = [.. TutorialFolder.Run(Before, Folder)];
    }

    /// <summary>Where they ran.</summary>
    public string Folder { get; }

    /// <summary>The chapters as they are.</summary>
    public IReadOnlyList<Chapter> Before { get; }

    /// <summary>The chapters with what they printed.</summary>
    public IReadOnlyList<Chapter> After { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
