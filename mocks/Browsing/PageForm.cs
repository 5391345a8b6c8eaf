using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Civic.Browsing;

/// <summary>A form as a person meets it: only fields and choices that are there can be filled in.</summary>
public sealed class PageForm(Browser browser, Page page, IHtmlFormElement form, IElement? button = null)
{
    private readonly Dictionary<string, (string FileName, string MediaType, byte[] Bytes)> _files = [];
    private IElement? _button = button;

    /// <summary>Names of the fields, for messages and for looking around.</summary>
    public IEnumerable<string> Fields => Controls().Select(c => c.GetAttribute("name")!).Distinct();

    public bool HasField(string name) => Fields.Contains(name);

    /// <summary>What stands in a field, or is chosen there, now.</summary>
    public string? ValueOf(string name) => Entries().Where(e => e.Name == name).Select(e => e.Value).FirstOrDefault();

    /// <summary>Types into a text field, or chooses the option, radio button or box of that value.</summary>
    public PageForm Fill(string name, string value)
    {
        var controls = Controls().Where(c => c.GetAttribute("name") == name).ToList();
        switch (controls.FirstOrDefault(c => c is not IHtmlInputElement { Type: "hidden" }))
        {
            case IHtmlInputElement { Type: "radio" or "checkbox" }:
                Choose(controls, name, value);
                break;
            case IHtmlInputElement input:
                input.Value = value;
                break;
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
            case IHtmlSelectElement select:
                var option =
                    select.Options.FirstOrDefault(o => o.Value == value)
                    ?? throw page.Missing($"choice '{value}' in '{name}'", select.Options.Select(o => o.Value));
                select.Options.ToList().ForEach(o => o.IsSelected = false);
                option.IsSelected = true;
                break;
            default:
                throw page.Missing($"field '{name}'", Fields);
        }

        return this;
    }

    /// <summary>Takes the mark out of a box.</summary>
    public PageForm Uncheck(string name)
    {
        foreach (var box in Controls().OfType<IHtmlInputElement>().Where(i => i.Type == "checkbox" && i.Name == name))
        {
            box.IsChecked = false;
        }

        return this;
    }

    public PageForm Attach(string name, string fileName, string mediaType, byte[] bytes)
    {
        _files[name] = (fileName, mediaType, bytes);
        return this;
    }

    /// <summary>Presses the button of that name and value (or text); without, the form's first one.</summary>
    public PageForm Press(string text)
    {
        _button =
            form.QuerySelectorAll("button, input[type=submit]")
                .FirstOrDefault(b =>
                    b.GetAttribute("value") == text || b.TextContent.Contains(text, StringComparison.OrdinalIgnoreCase)
                )
            ?? throw page.Missing(
                $"button '{text}'",
                form.QuerySelectorAll("button").Select(b => b.TextContent.Trim())
            );
        return this;
    }

    public Task<Page> SendAsync(CancellationToken cancellation = default)
    {
        _button ??= form.QuerySelector("button:not([type=button]), input[type=submit]");
        var action = _button?.GetAttribute("formaction") ?? form.GetAttribute("action") ?? "";
        var address = new Uri(page.Address, action.Length == 0 ? page.Address.PathAndQuery : action);
        var entries = Entries().ToList();
        if (_button?.GetAttribute("name") is { Length: > 0 } name)
        {
            entries.Add((name, _button.GetAttribute("value") ?? ""));
        }

        return browser.SendAsync(RequestFor(address, entries), page.Address, cancellation);
    }

    private HttpRequestMessage RequestFor(Uri address, List<(string Name, string Value)> entries)
    {
        var pairs = entries.Select(e => KeyValuePair.Create(e.Name, e.Value)).ToList();
        if (!string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join(
                '&',
                pairs.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}")
            );
            return new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address) { Query = query }.Uri);
        }

        return new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content =
                form.GetAttribute("enctype") == "multipart/form-data"
                    ? Multipart(entries)
                    : new FormUrlEncodedContent(pairs),
        };
    }

    private MultipartFormDataContent Multipart(List<(string Name, string Value)> entries)
    {
        var content = new MultipartFormDataContent();
        entries.ForEach(e => content.Add(new StringContent(e.Value), e.Name));
        foreach (var (name, file) in _files)
        {
            var part = new ByteArrayContent(file.Bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue(file.MediaType);
            content.Add(part, name, file.FileName);
        }

        return content;
    }

    private void Choose(List<IElement> controls, string name, string value)
    {
        var inputs = controls.OfType<IHtmlInputElement>().Where(i => i.Type is "radio" or "checkbox").ToList();
        var chosen =
            inputs.FirstOrDefault(i => i.Value == value)
            ?? throw page.Missing($"choice '{value}' in '{name}'", inputs.Select(i => i.Value));
        foreach (var other in inputs.Where(i => i.Type == "radio"))
        {
            other.IsChecked = false;
        }

        chosen.IsChecked = true;
    }

    private IEnumerable<IElement> Controls() =>
        form
            .Elements.Where(e => e is IHtmlInputElement or IHtmlTextAreaElement or IHtmlSelectElement)
            .Where(e => !string.IsNullOrEmpty(e.GetAttribute("name")) && !e.HasAttribute("disabled"));

    private IEnumerable<(string Name, string Value)> Entries()
    {
        foreach (var control in Controls())
        {
            var name = control.GetAttribute("name")!;
            switch (control)
            {
                case IHtmlInputElement { Type: "radio" or "checkbox" } box when box.IsChecked:
                    yield return (name, box.Value is { Length: > 0 } set ? set : "on");
                    break;
                case IHtmlInputElement { Type: not ("radio" or "checkbox" or "submit" or "button" or "file") } input:
                    yield return (name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    foreach (var option in select.Options.Where(o => o.IsSelected))
                    {
                        yield return (name, option.Value);
                    }

                    break;
            }
        }
    }
}
