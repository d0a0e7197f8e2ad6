namespace Mixtura;

/// <summary>Whether first moments are added up, known when the kernel is compiled.</summary>
internal interface IFirstMoment
{
    static abstract bool IsKept { get; }
}

/// <summary>They are.</summary>
internal readonly struct FirstMoment : IFirstMoment
{
    public static bool IsKept => true;
}

/// <summary>Weights and the inertia are all that is wanted.</summary>
internal readonly struct NoFirstMoment : IFirstMoment
{
    public static bool IsKept => false;
}
