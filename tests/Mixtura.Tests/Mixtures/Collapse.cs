namespace Mixtura.Tests.Mixtures;

/// <summary>Few random rows allow that components collapse from every start; a fit then refuses in a sentence. A property of fits leaves such draws out.</summary>
internal static class Collapse
{
    /// <summary>The model of a fit; null where it was refused because of a collapse, and for no other reason.</summary>
    public static TModel? OrModel<TModel>(Func<TModel> fit)
        where TModel : class
    {
        try
        {
            return fit();
        }
        catch (MixturaException refused)
        {
            Assert.Matches("collapsed on a point|lost all its rows|is singular", refused.Message);
            return null;
        }
    }
}
