using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Mixtura.Playground.Figures;

/// <summary>The element &lt;text&gt; of SVG, whose name means something else in Razor.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Across.</summary>
    [Parameter]
    public double X { get; set; }

    /// <summary>Down.</summary>
    [Parameter]
    public double Y { get; set; }

    /// <summary>Where the text is fastened: start, middle or end. Default: start.</summary>
    [Parameter]
    public string Anchor { get; set; } = "start";

    /// <summary>The words.</summary>
    [Parameter, EditorRequired]
    public string Words { get; set; } = "";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", X.ToString("0.#", CultureInfo.InvariantCulture));
        builder.AddAttribute(2, "y", Y.ToString("0.#", CultureInfo.InvariantCulture));
        builder.AddAttribute(3, "text-anchor", Anchor);
        builder.AddContent(4, Words);
        builder.CloseElement();
    }
}
