namespace Mixtura.Kernels;

/// <summary>Which scores an assignment kernel gives beside the index: a constant to the compiler, so that who needs none pays for none.</summary>
internal interface IKeptScores
{
    /// <summary>The best score and the second best of each row.</summary>
    static abstract bool AreKept { get; }

    /// <summary>All of them, and no index.</summary>
    static abstract bool AreAll { get; }
}

/// <summary>Indices alone.</summary>
internal readonly struct NoScores : IKeptScores
{
    public static bool AreKept => false;

    public static bool AreAll => false;
}

/// <summary>The best score and the second best of each row.</summary>
internal readonly struct TwoScores : IKeptScores
{
    public static bool AreKept => true;

    public static bool AreAll => false;
}

/// <summary>Every score, for tiles of rows that are looked at while they are near.</summary>
internal readonly struct AllScores : IKeptScores
{
    public static bool AreKept => false;

    public static bool AreAll => true;
}
