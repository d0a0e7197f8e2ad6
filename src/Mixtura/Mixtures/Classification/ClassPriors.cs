using System.Collections.Immutable;

namespace Mixtura;

/// <summary>How probable each class is before a row is seen. A closed set: the members of this class.</summary>
public abstract record ClassPriors
{
    private protected ClassPriors()
    {
    }

    /// <summary>As often as among the training rows, by weight where they have weights. The default.</summary>
    public static ClassPriors OfRows { get; } = new RowPriors();

    /// <summary>All classes alike.</summary>
    public static ClassPriors Equal { get; } = new EqualPriors();

    /// <summary>Given ones: what is known of where the classifier will be used.</summary>
    /// <param name="priors">One for each class, finite and above 0; they are divided by their sum.</param>
    public static ClassPriors Given(params IReadOnlyList<double> priors)
    {
        ArgumentNullException.ThrowIfNull(priors);
        return new GivenPriors([.. priors]);
    }

    /// <summary>G probabilities above 0 with sum 1.</summary>
    /// <param name="weights">What the training rows of each class weigh.</param>
    /// <exception cref="ArgumentException">Given ones are not one a class, or one is not finite and above 0.</exception>
    internal abstract double[] Of(IReadOnlyList<double> weights);

    private sealed record RowPriors : ClassPriors
    {
        internal override double[] Of(IReadOnlyList<double> weights)
        {
            var total = weights.Sum();
            return [.. weights.Select(w => w / total)];
        }
    }

    private sealed record EqualPriors : ClassPriors
    {
        internal override double[] Of(IReadOnlyList<double> weights) => [.. weights.Select(_ => 1.0 / weights.Count)];
    }

    private sealed record GivenPriors(ImmutableArray<double> Priors) : ClassPriors
    {
        internal override double[] Of(IReadOnlyList<double> weights)
        {
            var total = Priors.Sum();
            return Priors.Length == weights.Count && Priors.All(p => p > 0) && double.IsFinite(total)
                ? [.. Priors.Select(p => p / total)]
                : throw new ArgumentException($"{Priors.Length} priors for {weights.Count} classes: each class has one, finite and above 0.");
        }
    }
}
