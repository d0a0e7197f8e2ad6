using System.Collections.Immutable;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// G classes that are mixtures themselves: the energy of a row in class g is E_g(x) = -ln prior_g f_g(x), the free energy of the class's components less the logarithm of its prior, so that
/// the shares are the probabilities of the classes (T. Hastie and R. Tibshirani, "Discriminant analysis by Gaussian mixtures", 1996).
/// </summary>
internal sealed class ClassMixtures : IComponents
{
    private readonly ImmutableArray<GaussianComponents> mixtures;
    private readonly double[] shift;
    private readonly double[] means;

    /// <param name="mixtures">G mixtures of d features.</param>
    /// <param name="priors">G probabilities above 0.</param>
    public ClassMixtures(ImmutableArray<GaussianComponents> mixtures, ImmutableArray<double> priors)
    {
        this.mixtures = mixtures;
        shift = [.. priors.Select(p => -ElementaryFunctions.Log(p))];
        means = [.. mixtures.SelectMany(m => Enumerable.Range(0, m.Dimension).Select(j => Enumerable.Range(0, m.Count).Sum(k => m.Weights[k] * m.Mean(k)[j])))];
    }

    public int Count => mixtures.Length;

    public int Dimension => mixtures[0].Dimension;

    public ReadOnlySpan<double> Means => means;

    public SecondMoment SecondMoment => SecondMoment.None;

    public void Energies(ReadOnlySpan<double> tile, int width, Span<double> energies, Span<double> scratch)
    {
        for (var g = 0; g < Count; g++)
        {
            var own = scratch[..(mixtures[g].Count * width)];
            var free = energies.Slice(g * width, width);
            mixtures[g].Energies(tile, width, own, scratch[own.Length..]);
            Softmin.Run(own, width, Temperature.One.Value, free);
            for (var i = 0; i < width; i++)
            {
                free[i] += shift[g];
            }
        }
    }

    public int ScratchLength(int width) => mixtures.Max(m => (m.Count * width) + m.ScratchLength(width));
}
