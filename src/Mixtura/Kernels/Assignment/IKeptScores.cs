namespace Mixtura.Kernels;

/// <summary>Whether an assignment kernel gives the best score and the second best of each row beside the index: a constant to the compiler, so that who needs none pays for none.</summary>
internal interface IKeptScores
{
    static abstract bool AreKept { get; }
}

/// <summary>Indices alone.</summary>
internal readonly struct NoScores : IKeptScores
{
    public static bool AreKept => false;
}

/// <summary>The best score and the second best of each row.</summary>
internal readonly struct TwoScores : IKeptScores
{
    public static bool AreKept => true;
}
