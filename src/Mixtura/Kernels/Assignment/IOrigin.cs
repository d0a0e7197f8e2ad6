namespace Mixtura.Kernels;

/// <summary>Whether rows still stand where they lie, or as they are seen from the origin: a constant to the compiler.</summary>
internal interface IOrigin
{
    /// <summary>Whether the origin is still to be taken from them.</summary>
    static abstract bool IsLeft { get; }
}

/// <summary>Rows as they lie.</summary>
internal readonly struct OriginLeft : IOrigin
{
    public static bool IsLeft => true;
}

/// <summary>Rows less the origin.</summary>
internal readonly struct OriginTaken : IOrigin
{
    public static bool IsLeft => false;
}
