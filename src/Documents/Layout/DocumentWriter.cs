using System.IO.Compression;
using System.Text;
using Civic.Documents.Fonts;
using Civic.Documents.QrCodes;
using Civic.Documents.Writing;

namespace Civic.Documents.Layout;

/// <summary>Writes the laid-out pages, their structure tree, fields, metadata and colour profile as one file.</summary>
internal sealed class DocumentWriter(
    DocumentProperties properties, IReadOnlyList<PageCanvas> pages, StructElement structure, DocumentFonts fonts)
    : IDisposable
{
    /// <summary>
    /// Content of a page in bytes that is not compressed: preparing the compressor takes as long as a third of all that
    /// a certificate costs.
    /// </summary>
    private const int LongestPlain = 8 * 1024;

    private readonly PdfWriter _pdf = new(fonts.Shared.Beginning);
    /// <summary>For streams whose length must be known before they are written.</summary>
    private readonly PdfBuffer _packed = PdfBuffer.Rent();
    private readonly List<SignatureWidget> _widgets = [.. pages.SelectMany(page => page.Widgets)];

    public AssociatedFile? Data { get; init; }

    public byte[] Write()
    {
        CheckNames();
        var (catalog, tree, root, information) = (_pdf.Reserve(), _pdf.Reserve(), _pdf.Reserve(), _pdf.Reserve());
        var (metadata, resources) = (_pdf.Reserve(), _pdf.Reserve());
        foreach (var page in pages)
            page.Number = _pdf.Reserve();
        foreach (var widget in _widgets)
            widget.Number = _pdf.Reserve();
        // Says the same as the information below.
        WriteMetadata(metadata);
        _pdf.BeginIdentity();
        WriteCatalog(catalog, tree, root, metadata);
        WriteInformation(information);
        WritePages(tree, resources);
        WriteResources(resources);
        _pdf.EndIdentity();
        WriteWidgets();
        WriteStructure(root);
        return _pdf.Finish(catalog, information);
    }

    public void Dispose()
    {
        _pdf.Dispose();
        _packed.Return();
    }

    private void CheckNames()
    {
        if (Data is { Name: var file } && (file.Length == 0 || !Ascii.IsValid(file)))
            throw new ArgumentException($"The associated file's name \"{file}\" is empty or not ASCII.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var widget in _widgets)
        {
            var name = widget.Box.Name;
            if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal) || !names.Add(name))
                throw new ArgumentException($"The signature field's name \"{name}\" is empty, dotted or not unique.");
        }
    }

    private void WriteCatalog(int number, int tree, int root, int metadata)
    {
        int? data = Data is null ? null : AssociatedFileWriter.Write(_pdf, Data, properties.CreatedAt);
        var target = _pdf.Begin(number).Raw("<</Type /Catalog /Pages "u8).Reference(tree)
            .Raw(" /Lang "u8).Text(properties.Language)
            .Raw(" /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>> /StructTreeRoot "u8)
            .Reference(root).Raw(" /Metadata "u8).Reference(metadata)
            .Raw(" /OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1"u8)
            .Raw(" /OutputConditionIdentifier (sRGB IEC61966-2.1)"u8)
            .Raw(" /Info (sRGB IEC61966-2.1) /DestOutputProfile "u8).Reference(fonts.Shared.Profile).Raw(">>]"u8);
        if (_widgets.Count > 0)
        {
            // 3: signatures exist, append only (ISO 32000-1, table 219).
            target.Raw(" /AcroForm <</SigFlags 3 /Fields ["u8);
            foreach (var widget in _widgets)
                target.Reference(widget.Number).Raw(" "u8);
            target.Raw("]>>"u8);
        }
        if (data is { } specification)
            AssociatedFileWriter.AddToCatalog(target, Data!, specification);
        target.Raw(">>"u8);
        _pdf.End();
    }

    private void WriteInformation(int number)
    {
        var date = PdfDates.Pdf(properties.CreatedAt);
        _pdf.Begin(number).Raw("<</Title "u8).Text(properties.Title).Raw(" /Author "u8).Text(properties.Author)
            .Raw(" /Subject "u8).Text(properties.Subject).Raw(" /Creator ("u8).Ascii(XmpPacket.Producer)
            .Raw(") /Producer ("u8).Ascii(XmpPacket.Producer).Raw(") /CreationDate ("u8).Ascii(date)
            .Raw(") /ModDate ("u8).Ascii(date).Raw(")>>"u8);
        _pdf.End();
    }

    private void WriteMetadata(int number)
    {
        _packed.Clear();
        XmpPacket.Write(_packed, properties, Data is null ? "2"u8 : "3"u8);
        _pdf.Stream(number, "/Type /Metadata /Subtype /XML"u8, _packed.Written);
    }

    private void WritePages(int tree, int resources)
    {
        _pdf.Begin(tree).Raw("<</Type /Pages /Count "u8).Integer(pages.Count).Raw(" /Kids ["u8);
        foreach (var page in pages)
            _pdf.Out.Reference(page.Number).Raw(" "u8);
        _pdf.Out.Raw("]>>"u8);
        _pdf.End();
        foreach (var page in pages)
        {
            var content = _pdf.Reserve();
            var target = _pdf.Begin(page.Number).Raw("<</Type /Page /Parent "u8).Reference(tree)
                .Raw(" /MediaBox [0 0 "u8).Number(PageSetup.Width).Raw(" "u8).Number(PageSetup.Height)
                .Raw("] /Resources "u8).Reference(resources).Raw(" /Contents "u8).Reference(content)
                .Raw(" /StructParents "u8).Integer(page.Index).Raw(" /Tabs /S"u8);
            if (page.Widgets.Count > 0)
            {
                target.Raw(" /Annots ["u8);
                foreach (var widget in page.Widgets)
                    target.Reference(widget.Number).Raw(" "u8);
                target.Raw("]"u8);
            }
            target.Raw(">>"u8);
            _pdf.End();
            WriteContent(content, page.Content.Written);
        }
    }

    private void WriteContent(int number, ReadOnlySpan<byte> content)
    {
        if (content.Length <= LongestPlain)
            _pdf.Stream(number, ""u8, content);
        else
            _pdf.Stream(number, "/Filter /FlateDecode"u8, Flate.Compress(content, CompressionLevel.Fastest));
    }

    private void WriteWidgets()
    {
        for (var i = 0; i < _widgets.Count; i++)
        {
            var (widget, box, empty) = (_widgets[i], _widgets[i].Box, _pdf.Reserve());
            var bottom = PageSetup.Height - widget.Top - box.Height;
            // 132: printed and locked; PDF/A wants an appearance also before signing (ISO 19005-2, 6.3.2 and 6.3.3).
            _pdf.Begin(widget.Number).Raw("<</Type /Annot /Subtype /Widget /FT /Sig /T "u8).Text(box.Name)
                .Raw(" /TU "u8).Text(box.AlternateText).Raw(" /F 132 /Rect ["u8)
                .Numbers(widget.Left, bottom, widget.Left + box.Width, bottom + box.Height)
                .Raw("] /P "u8).Reference(pages[widget.Page].Number)
                .Raw(" /StructParent "u8).Integer(pages.Count + i)
                .Raw(" /AP <</N "u8).Reference(empty).Raw(">>>>"u8);
            _pdf.End();
            _pdf.Begin(empty).Raw("<</Type /XObject /Subtype /Form /BBox [0 0 "u8).Number(box.Width).Raw(" "u8)
                .Number(box.Height).Raw("] /Resources <<>> /Length 0>>\nstream\n\nendstream"u8);
            _pdf.End();
        }
    }

    private void WriteResources(int number)
    {
        var entries = new PdfBuffer(256);
        fonts.Write(_pdf, entries);
        WriteStencils(entries);
        _pdf.Begin(number).Raw("<<"u8).Raw(entries.Written).Raw(">>"u8);
        _pdf.End();
    }

    private void WriteStencils(PdfBuffer resources)
    {
        if (pages.All(page => page.Stencils.Count == 0))
            return;
        resources.Raw(" /XObject <<"u8);
        foreach (var page in pages)
        {
            for (var i = 0; i < page.Stencils.Count; i++)
            {
                var number = _pdf.Reserve();
                resources.Raw("/Q"u8).Integer(page.Index).Raw("x"u8).Integer(i).Raw(" "u8).Reference(number)
                    .Raw(" "u8);
                WriteStencil(number, page.Stencils[i]);
            }
        }
        resources.Raw(">>"u8);
    }

    private void WriteStencil(int number, QrModules code)
    {
        var bytesInRow = (code.Size + 7) / 8;
        var target = _pdf.Begin(number).Raw("<</Type /XObject /Subtype /Image /ImageMask true /Decode [1 0] /Width "u8)
            .Integer(code.Size).Raw(" /Height "u8).Integer(code.Size).Raw(" /BitsPerComponent 1 /Length "u8)
            .Integer(code.Size * bytesInRow).Raw(">>\nstream\n"u8);
        for (var y = 0; y < code.Size; y++)
            code.CopyRow(y, target.Reserve(bytesInRow));
        target.Raw("\nendstream"u8);
        _pdf.End();
    }

    private void WriteStructure(int root)
    {
        var parents = _pdf.Reserve();
        structure.Reserve(_pdf);
        _pdf.Begin(root).Raw("<</Type /StructTreeRoot /K ["u8).Reference(structure.Number)
            .Raw("] /ParentTree "u8).Reference(parents).Raw(" /ParentTreeNextKey "u8)
            .Integer(pages.Count + _widgets.Count).Raw(">>"u8);
        _pdf.End();
        structure.Write(_pdf, root, pages);
        var target = _pdf.Begin(parents).Raw("<</Nums ["u8);
        foreach (var page in pages)
        {
            target.Integer(page.Index).Raw(" ["u8);
            foreach (var element in page.Marks)
                target.Reference(element.Number).Raw(" "u8);
            target.Raw("] "u8);
        }
        for (var i = 0; i < _widgets.Count; i++)
            target.Integer(pages.Count + i).Raw(" "u8).Reference(_widgets[i].Element.Number).Raw(" "u8);
        target.Raw("]>>"u8);
        _pdf.End();
    }
}
