using System.Globalization;
using Microsoft.AspNetCore.Components;
using Mixtura.Playground.Link;

namespace Mixtura.Playground.Story;

/// <summary>A page whose state is in its address: it is read from there, and written there when the reader changes something.</summary>
public abstract class Chapter : ComponentBase
{
    private PageLink? known;

    /// <summary>The address.</summary>
    [Parameter, EditorRequired]
    public PageLink Link { get; set; } = PageLink.Home;

    /// <summary>Told of a new address.</summary>
    [Parameter]
    public EventCallback<PageLink> Linked { get; set; }

    /// <summary>The browser.</summary>
    [Inject]
    protected Page Page { get; set; } = null!;

    /// <inheritdoc/>
    protected sealed override void OnParametersSet()
    {
        if (!Link.Equals(known))
        {
            known = Link;
            Read(Link);
        }
    }

    /// <summary>Takes the state from an address.</summary>
    protected abstract void Read(PageLink link);

    /// <summary>Puts the state into the address.</summary>
    protected Task Write(PageLink link)
    {
        known = link;
        return Linked.InvokeAsync(link);
    }

    /// <summary>Goes to another state.</summary>
    protected Task Follow(PageLink link)
    {
        Read(link);
        return Write(link);
    }

    /// <summary>Lets work go on beside the page; a fault of it is one of the page's.</summary>
    protected void Start(Task work) => _ = Watched(work);

    /// <summary>The whole number of an input.</summary>
    protected static int Whole(ChangeEventArgs e) => int.Parse((string)e.Value!, CultureInfo.InvariantCulture);

    /// <summary>The real number of an input.</summary>
    protected static double Real(ChangeEventArgs e) => double.Parse((string)e.Value!, CultureInfo.InvariantCulture);

    private async Task Watched(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }
}
