using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Civic.Shared.Web;

/// <summary>What a page tells the shared layout about itself (through ViewData).</summary>
public static class PageFrame
{
    private const string TitleKey = "civic.title";
    private const string SiteKey = "civic.site";
    private const string NavigationKey = "civic.navigation";
    private const string PersonKey = "civic.person";
    private const string WideKey = "civic.wide";
    private const string ScriptsKey = "civic.scripts";

    /// <summary>Title of the page; the layout sets it as the document's title, the page writes its own h1.</summary>
    public static void SetTitle(this ViewDataDictionary data, string title) => data[TitleKey] = title;

    public static string? Title(this ViewDataDictionary data) => data[TitleKey] as string;

    /// <summary>Name of the service as it stands in the header, and where it leads.</summary>
    public static void SetSite(this ViewDataDictionary data, SiteName site) => data[SiteKey] = site;

    public static SiteName Site(this ViewDataDictionary data) => data[SiteKey] as SiteName ?? SiteName.Civic;

    public static void SetNavigation(this ViewDataDictionary data, params NavigationLink[] links) =>
        data[NavigationKey] = links;

    public static NavigationLink[] Navigation(this ViewDataDictionary data) =>
        data[NavigationKey] as NavigationLink[] ?? [];

    /// <summary>Who is signed in; the layout then offers to sign out by a POST to /sign-out.</summary>
    public static void SetPerson(this ViewDataDictionary data, string? name) => data[PersonKey] = name;

    public static string? Person(this ViewDataDictionary data) => data[PersonKey] as string;

    /// <summary>Tables of the staff need the whole width; texts for citizens don't.</summary>
    public static void SetWide(this ViewDataDictionary data) => data[WideKey] = true;

    public static bool IsWide(this ViewDataDictionary data) => data[WideKey] is true;

    /// <summary>Scripts (asset names) that this page gains from; it works without them.</summary>
    public static void SetScripts(this ViewDataDictionary data, params string[] assets) => data[ScriptsKey] = assets;

    public static string[] Scripts(this ViewDataDictionary data) => data[ScriptsKey] as string[] ?? [];
}

public sealed record SiteName(Bilingual Owner, Bilingual Service, string Home)
{
    public static readonly SiteName Civic = new(new("Thành phố Hà Nội", "City of Hanoi"), new("Civic", "Civic"), "/");
}

public sealed record NavigationLink(string Address, string Text, bool IsCurrent);
