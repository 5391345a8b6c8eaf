namespace Civic.Documents.Layout;

/// <summary>Places strips on pages from top to bottom.</summary>
internal sealed class Paginator(PageSetup setup) : IDisposable
{
    private readonly List<PageCanvas> _pages = [new PageCanvas(0)];
    private double _top = setup.Top;

    public IReadOnlyList<PageCanvas> Pages => _pages;

    private PageCanvas Page => _pages[^1];
    private double Room => PageSetup.Height - setup.Bottom - _top;
    private double WholePage => PageSetup.Height - setup.Bottom - setup.Top;
    private bool AtTop => _top <= setup.Top;

    public void Place(IReadOnlyList<Strip> strips)
    {
        for (var i = 0; i < strips.Count; i++)
        {
            var strip = strips[i];
            if (strip is PageBreakStrip)
            {
                NewPage(next: null);
                continue;
            }
            if (strip is SpaceStrip && (AtTop || strip.Height > Room))
                continue;
            if (strip is TogetherStrip { Strips: var inner } && strip.Height > WholePage)
            {
                Place(inner);
                continue;
            }
            var needed = Needed(strips, i);
            if (needed > Room && needed <= WholePage && !AtTop)
                NewPage(strip);
            PlaceWhole(strip);
        }
    }

    public void Dispose()
    {
        foreach (var page in _pages)
            page.Dispose();
    }

    private void PlaceWhole(Strip strip)
    {
        // A hundredth of a point of tolerance: sums of heights are rounded.
        while (strip.Height > Room + 0.01)
        {
            var split = (strip as RowStrip)?.Split(Room);
            if (split is var (first, rest))
            {
                Draw(first);
                strip = rest;
            }
            else if (AtTop)
            {
                throw new ArgumentException($"A block of {strip.Height:0} points does not fit on a page.");
            }
            NewPage(strip);
        }
        Draw(strip);
    }

    private static double Needed(IReadOnlyList<Strip> strips, int index)
    {
        var needed = strips[index].Height;
        while (strips[index].KeepWithNext && ++index < strips.Count)
            needed += strips[index].Height;
        return needed;
    }

    private void Draw(Strip strip)
    {
        strip.Draw(Page, setup.Left + strip.Left, _top);
        _top += strip.Height;
    }

    private void NewPage(Strip? next)
    {
        _pages.Add(new PageCanvas(_pages.Count));
        _top = setup.Top;
        if (next is not RowStrip { RepeatedHeader: { Count: > 0 } header })
            return;
        Page.Repeating = true;
        foreach (var row in header)
            Draw(row);
        Page.Close();
        Page.Repeating = false;
    }
}
