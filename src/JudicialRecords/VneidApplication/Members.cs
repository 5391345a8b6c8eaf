using System.Globalization;
using System.Text.Json;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>
/// The members of one object of a request, read by name; what is not asked for is passed over. Whatever has another
/// form than it should is a problem under its path, such as toKhai.quaTrinhCTNNNLV[0].tuThangNam.
/// </summary>
internal readonly struct Members(JsonElement element, string path, List<FormProblem> problems)
{
    internal string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    internal Members Object(string name, bool needed = true)
    {
        var there = Find(name, out var value);
        if ((there && value.ValueKind != JsonValueKind.Object) || (!there && needed))
        {
            problems.Add(new(PathOf(name), new("cần một đối tượng", "an object is needed")));
        }

        return new(there ? value : default, PathOf(name), problems);
    }

    internal List<Members> Objects(string name)
    {
        var objects = new List<Members>();
        if (!Find(name, out var value))
        {
            return objects;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            problems.Add(new(PathOf(name), new("cần một mảng", "an array is needed")));
            return objects;
        }

        foreach (var item in value.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{PathOf(name)}[{objects.Count}]");
            if (item.ValueKind != JsonValueKind.Object)
            {
                problems.Add(new(place, new("cần một đối tượng", "an object is needed")));
            }

            objects.Add(new(item, place, problems));
        }

        return objects;
    }

    /// <summary>A text; codes also come as numbers. Empty is as good as absent.</summary>
    internal string? Text(string name)
    {
        if (!Find(name, out var value))
        {
            return null;
        }

        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            problems.Add(new(PathOf(name), new("cần một chuỗi ký tự", "a text is needed")));
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? Decoded(value)?.Trim() : value.GetRawText();
        if (text is null || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            problems.Add(new(PathOf(name), new("có ký tự không hợp lệ", "has characters that are none")));
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    internal string? Needed(string name)
    {
        var before = problems.Count;
        var text = Text(name);
        if (text is null && problems.Count == before)
        {
            problems.Add(new(PathOf(name), new("thiếu", "is missing")));
        }

        return text;
    }

    /// <summary>An amount in đồng; absent is 0.</summary>
    internal long Dong(string name)
    {
        const long Most = 100_000_000;
        var text = Text(name) ?? "0";
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var dong) && dong <= Most)
        {
            return dong;
        }

        problems.Add(new(PathOf(name), new(
            $"cần số tiền nguyên từ 0 đến {Most} đồng", $"a whole amount from 0 to {Most} is needed")));
        return 0;
    }

    internal void Wrong(string name, Bilingual what) => problems.Add(new(PathOf(name), what));

    /// <summary>Null for half a surrogate pair, or bytes that are no UTF-8.</summary>
    private static string? Decoded(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private bool Find(string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value)
            && value.ValueKind != JsonValueKind.Null;
    }
}
