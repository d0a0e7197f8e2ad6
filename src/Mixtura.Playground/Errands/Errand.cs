using System.Text.Json.Serialization;

namespace Mixtura.Playground.Errands;

/// <summary>Work that is too long for the page's own thread, as text that goes to a worker: a pure function of what is in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "errand")]
[JsonDerivedType(typeof(FitErrand), "fit")]
[JsonDerivedType(typeof(SweepErrand), "sweep")]
[JsonDerivedType(typeof(StructureErrand), "structure")]
[JsonDerivedType(typeof(CompareErrand), "compare")]
[JsonDerivedType(typeof(MergeErrand), "merge")]
[JsonDerivedType(typeof(TuneErrand), "tune")]
[JsonDerivedType(typeof(SelectErrand), "select")]
public abstract record Errand
{
    /// <summary>Runs it where it is.</summary>
    /// <param name="progress">Told after each step of a fit.</param>
    /// <returns>The answer, as text.</returns>
    internal abstract string Run(IProgress<FitProgress>? progress);
}

/// <summary>An errand whose answer is of one type.</summary>
/// <typeparam name="TAnswer">The answer.</typeparam>
public abstract record Errand<TAnswer> : Errand
{
    /// <summary>Reads the answer of <see cref="Errand.Run"/>.</summary>
    internal abstract TAnswer Read(string answer);
}
