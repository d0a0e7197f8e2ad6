namespace Mixtura.Cli.Options;

/// <summary>What a selection tries.</summary>
internal enum SelectionFamilies
{
    Both,
    Mixture,
    KMeans,
}
