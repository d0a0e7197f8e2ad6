namespace Mixtura.Selection;

/// <summary>One cell of a selection among mixtures: so many components of one covariance structure, and what the criteria say of them. Of all criteria more is better.</summary>
/// <param name="Components">K.</param>
/// <param name="Covariance">The structure; one that stands for all that are the same here, as with one component or one feature.</param>
/// <param name="Model">The fitted mixture; null where there is none.</param>
/// <param name="Fault">Why there is no model, or none to choose; null where there is one.</param>
public sealed record MixtureCell(int Components, CovarianceStructure Covariance, GaussianMixtureModel? Model, string? Fault)
{
    /// <summary>2 logL - parameters ln n (G. Schwarz, "Estimating the dimension of a model", 1978); null where there is no model to choose.</summary>
    public double? Bic => Chosen?.Bic;

    /// <summary>BIC less twice the entropy of the memberships (C. Biernacki, G. Celeux and G. Govaert 2000): components that overlap count less. Null where there is no model to choose.</summary>
    public double? Icl => Chosen?.Icl;

    /// <summary>2 logL - 2 parameters (H. Akaike, "A new look at the statistical model identification", 1974); null where there is no model to choose.</summary>
    public double? Aic => Chosen?.Aic;

    /// <summary>Whether the fit ended by itself.</summary>
    public bool Converged => Model?.Report.Converged ?? false;

    private GaussianMixtureModel? Chosen => Fault is null ? Model : null;
}
