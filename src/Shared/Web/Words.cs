using Microsoft.AspNetCore.Http;

namespace Civic.Shared.Web;

/// <summary>
/// The language of this request. Both texts stand side by side where they are used, Vietnamese first, so that a change
/// of one is seen with the other.
/// </summary>
public sealed class Words
{
    internal const string Cookie = "civic-language";

    public Words(IHttpContextAccessor accessor)
    {
        var request = accessor.HttpContext?.Request;
        var asked = request?.Query["lang"].ToString();
        IsEnglish = asked is "en" or "vi" ? asked == "en" : request?.Cookies[Cookie] == "en";
    }

    public bool IsEnglish { get; }

    /// <summary>"vi" or "en", for lang attributes.</summary>
    public string Tag => IsEnglish ? "en" : "vi";

    public string this[string vietnamese, string english] => IsEnglish ? english : vietnamese;
}

/// <summary>One text in both languages, kept until a page knows which to show.</summary>
public sealed record Bilingual(string Vi, string En)
{
    public string In(Words words) => words[Vi, En];
}
