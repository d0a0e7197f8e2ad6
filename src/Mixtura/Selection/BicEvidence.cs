namespace Mixtura.Selection;

/// <summary>What differences in BIC say (R. E. Kass and A. E. Raftery, "Bayes factors", JASA 90, 1995).</summary>
internal static class BicEvidence
{
    /// <summary>"Not worth more than a bare mention" below it.</summary>
    public const double BareMention = 2;

    /// <summary>"Very strong" from it on.</summary>
    public const double VeryStrong = 10;
}
