using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;

namespace Civic.JudicialRecords.Attachments;

/// <summary>A file that somebody sends, judged by its content; read whole, so it is small.</summary>
internal abstract record UploadedFile
{
    private UploadedFile() { }

    internal sealed record Usable(string Name, FileKind Kind, byte[] Content) : UploadedFile;

    /// <param name="Why">What is wrong with it and what to do.</param>
    internal sealed record Refused(Bilingual Why) : UploadedFile;

    private const int LongestName = 100;

    /// <param name="kinds">What may be sent here.</param>
    /// <param name="named">How those kinds are called on the page.</param>
    /// <param name="most">The largest size in bytes.</param>
    internal static async Task<UploadedFile> ReadAsync(
        IFormFile file, IReadOnlyCollection<FileKind> kinds, Bilingual named, int most, CancellationToken cancellation)
    {
        var name = PlainName(file.FileName);
        if (file.Length == 0)
        {
            return new Refused(new(
                $"Tệp “{name}” trống. Hãy chọn tệp khác.", $"The file “{name}” is empty. Choose another one."));
        }

        if (file.Length > most)
        {
            var limit = most / (1024 * 1024);
            return new Refused(new(
                $"Tệp “{name}” lớn hơn {limit} MB. Hãy chụp lại với chất lượng thấp hơn hoặc tách tệp.",
                $"The file “{name}” is larger than {limit} MB. Take a smaller picture or split the file."));
        }

        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, cancellation);
        var content = memory.ToArray();
        var kind = FileKinds.Of(content);
        return kinds.Contains(kind)
            ? new Usable(name, kind, content)
            : new Refused(new(
                $"Tệp “{name}” không phải là {named.Vi}. Đuôi tệp không quyết định; hãy gửi đúng loại tệp.",
                $"The file “{name}” is not {named.En}. Its name does not decide; send a file of that kind."));
    }

    /// <summary>The last part of what a browser calls the file, without anything that could act on a page.</summary>
    private static string PlainName(string sent)
    {
        var last = sent.Split('/', '\\')[^1];
        var plain = string.Concat(last.Where(c => !char.IsControl(c) && c is not ('<' or '>' or '"' or ';'))).Trim();
        return plain.Length == 0 ? "tep" : plain.Length > LongestName ? plain[^LongestName..] : plain;
    }
}
