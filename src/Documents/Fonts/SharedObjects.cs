using Civic.Documents.Writing;

namespace Civic.Documents.Fonts;

/// <summary>
/// The objects that are alike in every file that uses the same faces, written and compressed once a process and then
/// only copied: the colour profile, the codes' map and the preset subsets of the fonts.
/// </summary>
internal sealed class SharedObjects
{
    private static readonly Lazy<SharedObjects>[] Known =
        [.. Enumerable.Range(0, 1 << DocumentFace.Count)
            .Select(faces => new Lazy<SharedObjects>(() => new SharedObjects(faces)))];

    private SharedObjects(int faces)
    {
        using var file = new PdfWriter();
        Profile = file.Reserve();
        file.Stream(Profile, "/N 3 /Filter /FlateDecode"u8, SrgbProfile.Compressed);
        CodeMap = FontProgram.WriteCodeMap(file);
        var entries = new PdfBuffer(64);
        for (var face = 0; face < DocumentFace.Count; face++)
        {
            if ((faces >> face & 1) != 0)
                entries.Raw("/F"u8).Integer(face).Raw(" "u8)
                    .Reference(Tinos.Of((FontFace)face).Preset.Write(file, CodeMap)).Raw(" "u8);
        }
        FontEntries = entries.ToArray();
        Beginning = file.Share();
    }

    public FileBeginning Beginning { get; }

    /// <summary>The object number of the sRGB profile.</summary>
    public int Profile { get; }

    /// <summary>The object number of the fonts' code map.</summary>
    public int CodeMap { get; }

    /// <summary>The font resources' entries, such as <c>/F0 2 0 R</c>.</summary>
    public byte[] FontEntries { get; }

    /// <summary>Of every set of faces.</summary>
    public static IEnumerable<SharedObjects> All() => Known.Select(shared => shared.Value);

    /// <param name="faces">One bit for each <see cref="FontFace"/>.</param>
    public static SharedObjects Of(int faces) => Known[faces].Value;
}
